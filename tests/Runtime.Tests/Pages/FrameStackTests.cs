using PageMove.Pages;

namespace Runtime.Tests.Pages;

public sealed class FrameStackTests
{
    private readonly FrameStack _stack = new(frameCount: 3);

    [Fact]
    public void Every_frame_is_there_once() =>
        Assert.Equal([0, 1, 2], new[] { _stack.Take(), _stack.Take(), _stack.Take() }.Order());

    [Fact]
    public void The_frame_put_last_is_taken_first()
    {
        int first = _stack.Take();
        _stack.Take();
        _stack.Put(first);

        Assert.Equal(first, _stack.Take());
    }

    [Fact]
    public void A_top_that_was_taken_and_put_back_meanwhile_is_not_mistaken_for_an_untouched_one()
    {
        long seen = _stack.Top;
        int first = _stack.Take();
        _stack.Take();
        _stack.Put(first);

        Assert.False(_stack.TryTake(ref seen, out _));
    }

    [Fact]
    public void An_attempt_that_failed_has_seen_the_top_anew()
    {
        long seen = _stack.Top;
        _stack.Take();
        _stack.TryTake(ref seen, out _);

        Assert.True(_stack.TryTake(ref seen, out _));
    }
}
