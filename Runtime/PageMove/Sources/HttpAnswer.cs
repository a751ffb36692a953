using System.Net;
using System.Net.Http.Headers;

namespace PageMove.Sources;

/// <summary>What a server's answer to a range says of its body, checked against what was asked for.</summary>
/// <param name="Kind">What the body is.</param>
/// <param name="Skip">Bytes of the body before those that were asked for.</param>
/// <param name="Length">Bytes of the body from there on, or <see langword="null"/> where only its end tells.</param>
/// <param name="ResourceLength">Bytes of the resource, where the answer tells them.</param>
internal readonly record struct HttpAnswer(HttpAnswerKind Kind, long Skip, long? Length, long? ResourceLength)
{
    /// <summary>Reads the answer's head.</summary>
    /// <param name="response">The answer.</param>
    /// <param name="start">The first byte that was asked for.</param>
    /// <param name="end">The byte after the last one that was asked for.</param>
    /// <param name="maxSkip">The most bytes to be dropped.</param>
    internal static HttpAnswer Of(HttpResponseMessage response, long start, long end, long maxSkip)
    {
        HttpContentHeaders headers = response.Content.Headers;
        switch (response.StatusCode)
        {
            case HttpStatusCode.PartialContent:
                CheckEncoding(headers);
                return OfRange(headers, start, end);

            case HttpStatusCode.OK:
                CheckEncoding(headers);
                return OfWhole(response, start, maxSkip);

            case HttpStatusCode.RequestedRangeNotSatisfiable:
                long? length = headers.ContentRange?.Length;
                return length > start
                    ? throw new IOException($"The server refuses the range from byte {start} on, and says that the resource has {length} bytes.")
                    : new HttpAnswer(HttpAnswerKind.PastTheEnd, 0, 0, length);

            default:
                throw new HttpRequestException($"The server answered {(int)response.StatusCode} {response.ReasonPhrase}.", null, response.StatusCode);
        }
    }

    private static HttpAnswer OfRange(HttpContentHeaders headers, long start, long end)
    {
        if (headers.ContentRange is not { From: { } from, To: { } to } range || !range.Unit.Equals("bytes", StringComparison.OrdinalIgnoreCase))
            throw new IOException($"The server answers a range, but does not say of which bytes ({headers.ContentRange?.ToString() ?? "no Content-Range"}).");

        if (from != start || to >= end)
            throw new IOException($"The server was asked for the bytes {start}-{end - 1}, and answers '{range}'.");

        long length = to - from + 1;
        if (headers.ContentLength is { } bodyLength && bodyLength != length)
            throw new IOException($"The server answers '{range}', but its body has {bodyLength} bytes.");

        return new HttpAnswer(HttpAnswerKind.Range, 0, length, range.Length);
    }

    private static HttpAnswer OfWhole(HttpResponseMessage response, long start, long maxSkip)
    {
        long? length = response.Content.Headers.ContentLength;
        bool tellsItsEnd = length is not null || response.Headers.TransferEncodingChunked == true || response.Version.Major >= 2;
        if (!tellsItsEnd)
            throw new IOException("The server ignores the range and tells neither the body's length nor its end, so that a broken connection would pass for the end.");

        if (Math.Min(start, length ?? start) > maxSkip)
            throw new NotSupportedException($"The server ignores ranges: byte {start} is wanted, but at most {maxSkip} bytes before it are skipped.");

        return new HttpAnswer(HttpAnswerKind.Whole, start, length is null ? null : Math.Max(length.Value - start, 0), length);
    }

    private static void CheckEncoding(HttpContentHeaders headers)
    {
        foreach (string encoding in headers.ContentEncoding)
        {
            if (!encoding.Equals("identity", StringComparison.OrdinalIgnoreCase))
                throw new IOException($"The server encodes the body ({encoding}) though it was asked not to.");
        }
    }
}
