using System.Net.Http.Headers;
using PageMove.Files;

namespace PageMove.Sources;

/// <summary>
/// A resource of an HTTP server, read by ranges, the bodies straight into pages that are moved into the cache. Thread-safe: ranges are read at the same time.
/// </summary>
/// <remarks>
/// All answers are of one version of the resource, as far as its ETag (<c>If-Range</c> where it is a strong one), its Last-Modified and its length tell.
/// Once the server has another, reads fail with a <see cref="ResourceChangedException"/>, until <see cref="Reset"/> and then <c>CachedFile.Invalidate</c> were
/// called. A server that ignores ranges serves only what begins within <see cref="HttpSourceOptions.MaxSkip"/>. A connection that ends within a body is a
/// failure, never the end of the resource.
/// </remarks>
public sealed class HttpSource : PageSource
{
    private readonly HttpClient _client;
    private readonly Uri _uri;
    private readonly HttpSourceOptions _options;
    private ResourceVersion? _version;

    /// <summary>Reads a resource.</summary>
    /// <param name="client">The client; it stays the caller's.</param>
    /// <param name="uri">The resource, absolute or relative to the client's base address.</param>
    /// <param name="options">How it is asked for.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    public HttpSource(HttpClient client, Uri uri, HttpSourceOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(uri);
        _client = client;
        _uri = uri;
        _options = options ?? new HttpSourceOptions();
        if (_options.Length < 0)
            throw new ArgumentOutOfRangeException(nameof(options), _options.Length, $"{nameof(_options.Length)} must not be negative.");

        if (_options.MaxSkip < 0)
            throw new ArgumentOutOfRangeException(nameof(options), _options.MaxSkip, $"{nameof(_options.MaxSkip)} must not be negative.");
    }

    /// <summary>The length in bytes; <see langword="null"/> before the first answer, unless the options tell it.</summary>
    public override long? Length => Volatile.Read(ref _version)?.Length ?? _options.Length;

    /// <summary>The entity tag of the version that is read, or <see langword="null"/> before the first answer or where the server sends none.</summary>
    public string? EntityTag => Volatile.Read(ref _version)?.Tag?.ToString();

    /// <summary>Forgets the version that was read: the next answer's is taken. <c>CachedFile.Invalidate</c> comes after it, so that no older page stays.</summary>
    public void Reset() => Volatile.Write(ref _version, null);

    /// <inheritdoc/>
    public override async ValueTask ReadAsync(SourceRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        using var filler = new PageFiller(request.Pipe, request.Arena.PageSize);
        ResourceVersion? version = Volatile.Read(ref _version);
        long end = request.Offset + request.Length;
        bool isMore = true;

        // A server may answer a part of a range only, so that the rest is asked for again.
        while (isMore && request.Offset + filler.Received < Math.Min(end, version?.Length ?? end))
        {
            long start = request.Offset + filler.Received;
            using HttpRequestMessage message = Ask(start, end, version);
            using HttpResponseMessage response = await _client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
            var answer = HttpAnswer.Of(response, start, end, _options.MaxSkip);
            version = Match(version, VersionOf(response, answer, version));
            long? length = await ReceiveAsync(request, filler, response, answer, end - start, cancellationToken).ConfigureAwait(false);
            version = Match(version, version with { Length = length });
            isMore = answer.Kind == HttpAnswerKind.Range;
        }

        if (version?.Length is { } known)
            request.ReportLength(known);

        filler.Finish();
        request.Splice(filler.Received);
    }

    private static ResourceVersion VersionOf(HttpResponseMessage response, HttpAnswer answer, ResourceVersion? known)
    {
        EntityTagHeaderValue? tag = response.Headers.ETag;
        DateTimeOffset? lastModified = response.Content.Headers.LastModified;

        // A refusal need not tell the version.
        if (answer.Kind == HttpAnswerKind.PastTheEnd)
            (tag, lastModified) = (tag ?? known?.Tag, lastModified ?? known?.LastModified);

        return new ResourceVersion(tag, lastModified, answer.ResourceLength);
    }

    /// <summary>Receives as much of an answer's body as is wanted.</summary>
    /// <returns>The resource's length, as far as it is known now.</returns>
    private static async ValueTask<long?> ReceiveAsync(
        SourceRequest request, PageFiller filler, HttpResponseMessage response, HttpAnswer answer, long wanted, CancellationToken cancellationToken)
    {
        if (answer.Length == 0)
            return answer.ResourceLength;

        Stream body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using (body.ConfigureAwait(false))
        {
            wanted = Math.Min(wanted, answer.Length ?? wanted);
            long skipped = await filler.SkipAsync(request, body, answer.Skip, cancellationToken).ConfigureAwait(false);
            long received = skipped < answer.Skip ? 0 : await filler.FillAsync(request, body, wanted, cancellationToken).ConfigureAwait(false);
            if (received < wanted)
            {
                return answer.Length is null
                    ? skipped + received
                    : throw new IOException($"The server's answer ended after {skipped + received} bytes of {answer.Skip + answer.Length}.");
            }

            // Only a connection whose answer was read to its end is used again.
            if (received == answer.Length && await body.ReadAsync(new byte[1], cancellationToken).ConfigureAwait(false) > 0)
                throw new IOException($"The server's answer is longer than the {answer.Skip + answer.Length} bytes that it was to have.");

            return answer.ResourceLength;
        }
    }

    private HttpRequestMessage Ask(long start, long end, ResourceVersion? version)
    {
        var message = new HttpRequestMessage(HttpMethod.Get, _uri);
        message.Headers.Range = new RangeHeaderValue(start, end - 1);
        message.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("identity"));
        if (version?.Tag is { IsWeak: false } tag)
            message.Headers.IfRange = new RangeConditionHeaderValue(tag);

        _options.Prepare?.Invoke(message);
        return message;
    }

    /// <summary>Checks that an answer is of the version that is read; the first answer decides which that is.</summary>
    private ResourceVersion Match(ResourceVersion? known, ResourceVersion answered)
    {
        known ??= Interlocked.CompareExchange(ref _version, answered, null) ?? answered;
        if (known.DifferenceTo(answered) is { } difference)
            throw new ResourceChangedException($"'{_uri}' has changed since it was first read: {difference}.");

        if (known.Length is not null || answered.Length is null)
            return known;

        Interlocked.CompareExchange(ref _version, answered, known);
        return answered;
    }
}
