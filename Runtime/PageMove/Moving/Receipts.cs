using PageMove.Requests;

namespace PageMove.Moving;

/// <summary>Where a copier notes what becomes of each page: in the request, in the counts, and where the caller wants it.</summary>
internal readonly ref struct Receipts
{
    private readonly ReadRequest _request;
    private readonly ref MoveStatistics _statistics;
    private readonly Span<PageOutcome> _wanted;
    private readonly int _pageCount;

    /// <summary>Begins the receipts of a locked request.</summary>
    internal Receipts(ReadRequest request, ref MoveStatistics statistics, Span<PageOutcome> wanted)
    {
        _request = request;
        _statistics = ref statistics;
        _wanted = wanted;
        _pageCount = request.Pages.Length;
    }

    /// <summary>A page was refused, and is to be copied. The request is locked.</summary>
    internal void Refused(int page, MoveRefusal refusal) => _request.SetOutcome(page, new PageOutcome(PageFate.Pending, refusal));

    /// <summary>A page was filled. The request is locked.</summary>
    internal void Filled(int page, PageOutcome outcome)
    {
        _request.SetOutcome(page, outcome);
        Tell(page, outcome);
    }

    /// <summary>This page, refused or not, and those after it were not filled. The request, which may be another one by now, notes that itself at its end.</summary>
    internal void Unfilled(int firstPage, PageFate fate, MoveRefusal refusal)
    {
        for (int page = firstPage; page < _pageCount; page++)
        {
            Tell(page, new PageOutcome(fate, refusal));
            refusal = MoveRefusal.None;
        }
    }

    private void Tell(int page, PageOutcome outcome)
    {
        _statistics.Count(outcome);
        if (page < _wanted.Length)
            _wanted[page] = outcome;
    }
}
