using CachingProxy.Proxying;
using Microsoft.Extensions.Primitives;

namespace CachingProxy.Tests;

public sealed class HeaderRulesTests
{
    [Theory]
    [InlineData("connection", true)]
    [InlineData("Transfer-Encoding", true)]
    [InlineData("x-mine", true)]
    [InlineData("X-Other", true)]
    [InlineData("X-Yours", false)]
    [InlineData("Content-Type", false)]
    public void Headers_of_one_connection_are_the_known_ones_and_those_that_it_lists(string name, bool expected)
    {
        Assert.Equal(expected, HeaderRules.IsHopByHop(new StringValues(["close, X-Mine", "x-other"]))(name));
    }
}
