namespace PageMove.Requests;

/// <summary>How a request ended.</summary>
public enum RequestError
{
    /// <summary>Without an error, or not yet.</summary>
    None,

    /// <summary>It was aborted (<c>ENOENT</c>).</summary>
    Aborted,

    /// <summary>Reading failed (<c>EIO</c>).</summary>
    Failed,

    /// <summary>The source was truncated (<c>ENODATA</c>).</summary>
    Truncated,

    /// <summary>The reply contradicted itself (<c>EINVAL</c>).</summary>
    Malformed,

    /// <summary>Nobody replied before the deadline (<c>ETIMEDOUT</c>).</summary>
    TimedOut,

    /// <summary>Whoever waited for it gave up (<c>EINTR</c>).</summary>
    Interrupted,

    /// <summary>The connection was aborted (<c>ENOTCONN</c>).</summary>
    Disconnected,
}
