namespace PageMove.Requests;

/// <summary>Submissions in the order in which they came; linked through themselves. Its connection's lock guards it.</summary>
internal sealed class SubmissionQueue
{
    private Submission? _last;

    internal int Count { get; private set; }

    internal Submission? First { get; private set; }

    internal void Add(Submission submission)
    {
        submission.Queue = this;
        submission.Previous = _last;
        if (_last is null)
            First = submission;
        else
            _last.Next = submission;

        _last = submission;
        Count++;
    }

    internal void Remove(Submission submission)
    {
        if (submission.Previous is null)
            First = submission.Next;
        else
            submission.Previous.Next = submission.Next;

        if (submission.Next is null)
            _last = submission.Previous;
        else
            submission.Next.Previous = submission.Previous;

        submission.Queue = null;
        submission.Previous = null;
        submission.Next = null;
        Count--;
    }
}
