namespace PageMove.Requests;

/// <summary>Who is told of a submitted request's end. Called by whoever aborts or ends the request, under no lock.</summary>
internal interface IRequestObserver
{
    /// <summary>The request was marked as aborted; its copier, if it has one, may still be at work, or have ended it already.</summary>
    void OnAborted(ReadRequest request, long generation);

    /// <summary>The request has ended: its pages were given back. Called exactly once a submission.</summary>
    void OnEnded(ReadRequest request, RequestError error);
}
