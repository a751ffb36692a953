using System.Globalization;
using Microsoft.AspNetCore.Http.Headers;
using Microsoft.Net.Http.Headers;

namespace CachingProxy.Proxying;

/// <summary>
/// What a GET or HEAD is answered with, by the request's conditions and range (RFC 9110, sections 13 and 14): the status, and the part of the body.
/// </summary>
/// <param name="Status">200, 206, 304, 412 or 416.</param>
/// <param name="Offset">The first byte of the body that is sent.</param>
/// <param name="Length">Bytes of the body that are sent, or would be to a GET.</param>
/// <param name="HasBody">Whether bytes are sent.</param>
internal readonly record struct ResponsePlan(int Status, long Offset, long Length, bool HasBody)
{
    /// <summary>Judges a request.</summary>
    /// <param name="request">A GET or HEAD.</param>
    /// <param name="length">The representation's length in bytes.</param>
    /// <param name="tag">Its entity tag, if it has one.</param>
    /// <param name="lastModified">When it was changed, if that is known.</param>
    public static ResponsePlan For(HttpRequest request, long length, EntityTagHeaderValue? tag, DateTimeOffset? lastModified)
    {
        // Most requests have none of these headers, and parsing costs more than looking.
        IHeaderDictionary raw = request.Headers;
        bool hasConditions = raw.IfMatch.Count + raw.IfNoneMatch.Count + raw.IfModifiedSince.Count + raw.IfUnmodifiedSince.Count > 0;
        bool isGet = HttpMethods.IsGet(request.Method);
        if (!hasConditions && raw.Range.Count == 0)
            return Whole(length, isGet);

        RequestHeaders headers = request.GetTypedHeaders();
        if (hasConditions && Conditions.Judge(headers, tag, lastModified) is { } status)
            return new ResponsePlan(status, 0, 0, HasBody: false);

        // A range means something with GET only.
        if (!isGet || raw.Range.Count == 0 || !Conditions.RangeApplies(headers, tag, lastModified))
            return Whole(length, isGet);

        // What is no range of bytes, or several of them, may be answered by the whole.
        if (headers.Range is not { Ranges.Count: 1 } range || !range.Unit.Equals("bytes", StringComparison.OrdinalIgnoreCase))
            return Whole(length, isGet);

        RangeItemHeaderValue part = range.Ranges.First();
        long first = part.From ?? Math.Max(length - part.To!.Value, 0);
        long last = part.From is null ? length - 1 : Math.Min(part.To ?? long.MaxValue, length - 1);
        return first > last
            ? new ResponsePlan(StatusCodes.Status416RangeNotSatisfiable, 0, 0, HasBody: false)
            : new ResponsePlan(StatusCodes.Status206PartialContent, first, last - first + 1, HasBody: true);
    }

    /// <summary>Sets the status and the headers that follow from the plan.</summary>
    /// <param name="response">The response, not started.</param>
    /// <param name="length">The representation's length in bytes.</param>
    public void SetHead(HttpResponse response, long length)
    {
        response.StatusCode = Status;
        switch (Status)
        {
            case StatusCodes.Status206PartialContent:
                response.Headers.ContentRange = string.Create(CultureInfo.InvariantCulture, $"bytes {Offset}-{Offset + Length - 1}/{length}");
                response.ContentLength = Length;
                break;

            case StatusCodes.Status416RangeNotSatisfiable:
                response.Headers.ContentRange = string.Create(CultureInfo.InvariantCulture, $"bytes */{length}");
                response.ContentLength = 0;
                break;

            case StatusCodes.Status412PreconditionFailed:
                response.ContentLength = 0;
                break;

            case StatusCodes.Status200OK:
                response.ContentLength = Length;
                break;
        }
    }

    private static ResponsePlan Whole(long length, bool isGet) => new(StatusCodes.Status200OK, 0, length, HasBody: isGet && length > 0);
}
