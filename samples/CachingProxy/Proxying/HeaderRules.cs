using System.Collections.Frozen;
using Microsoft.Extensions.Primitives;

namespace CachingProxy.Proxying;

/// <summary>Which headers concern one connection only, and are not passed on (RFC 9110, section 7.6.1).</summary>
internal static class HeaderRules
{
    private static readonly FrozenSet<string> HopByHop = new[]
    {
        "Connection", "Keep-Alive", "Proxy-Connection", "Proxy-Authenticate", "Proxy-Authorization", "TE", "Trailer", "Transfer-Encoding", "Upgrade",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>The names that must not be passed on, those that <c>Connection</c> lists included.</summary>
    /// <param name="connection">
    /// The values of the message's <c>Connection</c> header. Of a request that says <c>keep-alive</c>, <c>close</c> or <c>upgrade</c> there, Kestrel keeps that word only.
    /// </param>
    public static Func<string, bool> IsHopByHop(IEnumerable<string?> connection)
    {
        string[] listed =
        [
            .. connection.OfType<string>().SelectMany(value => value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)),
        ];
        return name => HopByHop.Contains(name) || listed.Contains(name, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The headers of an origin's answer that a client may see, body headers included.</summary>
    public static IEnumerable<KeyValuePair<string, StringValues>> EndToEnd(HttpResponseMessage answer)
    {
        Func<string, bool> isHopByHop = IsHopByHop(answer.Headers.Connection);
        return answer.Headers.NonValidated.Concat(answer.Content.Headers.NonValidated)
            .Where(header => !isHopByHop(header.Key))
            .Select(header => KeyValuePair.Create(header.Key, new StringValues([.. header.Value])));
    }
}
