namespace CachingProxy.Proxying;

/// <summary>What a client is told of an origin that failed.</summary>
internal static class OriginFailure
{
    /// <summary>The status for an exception: 504 when the origin took too long, 502 when it failed otherwise, <see langword="null"/> when it is not the origin's.</summary>
    public static int? StatusOf(Exception error) => error switch
    {
        OperationCanceledException { InnerException: TimeoutException } or TimeoutException => StatusCodes.Status504GatewayTimeout,
        IOException { InnerException: { } inner } when StatusOf(inner) is { } status => status,
        HttpRequestException or IOException => StatusCodes.Status502BadGateway,
        _ => null,
    };
}
