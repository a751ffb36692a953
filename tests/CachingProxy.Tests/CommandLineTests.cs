using System.Net;

namespace CachingProxy.Tests;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("--listen", "8080")]
    [InlineData("--listen", "nowhere:1")]
    [InlineData("--origin", "ftp://host")]
    [InlineData("--origin", "host")]
    [InlineData("--origin", "http://host/?q")]
    [InlineData("--memory", "0")]
    [InlineData("--memory", "12Q")]
    [InlineData("--memory", "9999999999G")]
    [InlineData("--page-size", "3K")]
    [InlineData("--page-size", "4M")]
    [InlineData("--cache", "1")]
    [InlineData("--fault", "odd")]
    [InlineData("--timeout", "-1")]
    [InlineData("--fresh", "soon")]
    [InlineData("--certificate", "/no/such/file")]
    public void A_wrong_value_is_answered_by_the_options_name_and_the_value(string option, string value)
    {
        UsageException error = Assert.Throws<UsageException>(() => CommandLine.Parse([option, value]));

        Assert.Contains(option, error.Message, StringComparison.Ordinal);
        Assert.Contains(value, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Theory]
    [InlineData("--nonsense", "1")]
    [InlineData("--memory")]
    [InlineData("file")]
    public void What_is_no_option_or_lacks_its_value_is_named(params string[] arguments)
    {
        Assert.Contains(arguments[0], Assert.Throws<UsageException>(() => CommandLine.Parse(arguments)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Memory_for_a_few_pages_only_is_refused()
    {
        Assert.Throws<UsageException>(() => CommandLine.Parse(["--memory", "1M", "--page-size", "256K"]));
    }

    [Fact]
    public void Options_are_read()
    {
        var line = CommandLine.Parse(["--listen", "[::1]:0", "--origin", "https://host:1/base/", "--memory", "64M", "--page-size", "64k", "--cache", "memory", "--timeout", "1.5"]);

        Assert.Equal(new IPEndPoint(IPAddress.IPv6Loopback, 0), line.Proxy.Listen);
        Assert.Equal(new Uri("https://host:1/base/"), line.Proxy.Origin);
        Assert.False(line.UsesOwnOrigin);
        Assert.Equal(64 << 20, line.Proxy.MemoryLimit);
        Assert.Equal(64 << 10, line.Proxy.PageSize);
        Assert.Equal(CacheKind.Memory, line.Proxy.Cache);
        Assert.Equal(TimeSpan.FromSeconds(1.5), line.Proxy.OriginTimeout);
    }
}
