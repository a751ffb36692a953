namespace PageMove.Requests;

internal static class RequestErrors
{
    /// <summary>Whether the request ended without anybody having failed.</summary>
    internal static bool IsAbort(this RequestError error) =>
        error is RequestError.Aborted or RequestError.Interrupted or RequestError.TimedOut or RequestError.Disconnected;
}
