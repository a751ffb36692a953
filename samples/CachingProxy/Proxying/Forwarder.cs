using CachingProxy.Monitoring;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace CachingProxy.Proxying;

/// <summary>Passes a request and its answer through, uncached.</summary>
internal sealed class Forwarder(OriginClient origin, ProxyCounters counters)
{
    /// <summary>Passes the request to the origin, and the answer to the client.</summary>
    /// <returns>The origin's status.</returns>
    /// <exception cref="HttpRequestException">The origin did not answer.</exception>
    public async Task<int> ForwardAsync(HttpContext context)
    {
        counters.CountForwarded();
        using HttpRequestMessage message = MessageOf(context);
        using HttpResponseMessage answer = await origin.Http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, context.RequestAborted);

        HttpResponse response = context.Response;
        response.StatusCode = (int)answer.StatusCode;
        foreach (KeyValuePair<string, StringValues> header in HeaderRules.EndToEnd(answer))
            response.Headers[header.Key] = header.Value;

        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await using Stream body = await answer.Content.ReadAsStreamAsync(context.RequestAborted);
            await body.CopyToAsync(response.Body, context.RequestAborted);
        }

        return (int)answer.StatusCode;
    }

    private HttpRequestMessage MessageOf(HttpContext context)
    {
        HttpRequest request = context.Request;
        var message = new HttpRequestMessage(new HttpMethod(request.Method), origin.UriOf(request));
        if (context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody == true)
            message.Content = new StreamContent(request.Body);

        Func<string, bool> isHopByHop = HeaderRules.IsHopByHop(request.Headers.Connection);
        foreach (KeyValuePair<string, StringValues> header in request.Headers)
        {
            bool isOfClient = isHopByHop(header.Key) || header.Key.Equals("Host", StringComparison.OrdinalIgnoreCase) || header.Key.StartsWith(':');
            if (!isOfClient && !message.Headers.TryAddWithoutValidation(header.Key, (IEnumerable<string?>)header.Value))
                message.Content?.Headers.TryAddWithoutValidation(header.Key, (IEnumerable<string?>)header.Value);
        }

        message.Headers.Via.ParseAdd("1.1 cachingproxy");
        return message;
    }
}
