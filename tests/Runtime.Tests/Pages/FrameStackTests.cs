using PageMove.Pages;

namespace Runtime.Tests.Pages;

public sealed class FrameStackTests
{
    private readonly FrameStack _stack = new(frameCount: 3);

    [Fact]
    public void Every_frame_is_there_once() =>
        Assert.Equal([0, 1, 2], new[] { Take(), Take(), Take() }.Order());

    [Fact]
    public void The_frame_put_last_is_taken_first()
    {
        int first = Take();
        Take();
        _stack.Put(first);

        Assert.Equal(first, Take());
    }

    [Fact]
    public void A_top_that_was_taken_and_put_back_meanwhile_is_not_mistaken_for_an_untouched_one()
    {
        long seen = _stack.Top;
        int first = Take();
        Take();
        _stack.Put(first);

        Assert.False(_stack.TryTake(ref seen, out _));
    }

    [Fact]
    public void An_attempt_that_failed_has_seen_the_top_anew()
    {
        long seen = _stack.Top;
        Take();
        _stack.TryTake(ref seen, out _);

        Assert.True(_stack.TryTake(ref seen, out _));
    }

    [Fact]
    public void It_knows_how_many_frames_it_has()
    {
        Take();
        int taken = Take();
        int left = _stack.Count;
        _stack.Put(taken);

        Assert.Equal((1, 2), (left, _stack.Count));
    }

    [Fact]
    public void Nothing_is_taken_from_an_empty_one()
    {
        for (int i = 0; i < 3; i++)
            Take();

        Assert.Equal((false, 0), (_stack.TryTake(out _), _stack.Count));
    }

    [Fact]
    public void A_complete_one_says_so_when_it_is_closed_and_only_once() =>
        Assert.Equal((true, false, true), (_stack.Close(), _stack.Close(), _stack.IsClosed));

    [Fact]
    public void Closed_it_hands_takennothing_and_tells_of_the_last_frame_that_comes_back()
    {
        int[] taken = [Take(), Take()];

        Assert.False(_stack.Close());
        Assert.False(_stack.TryTake(out _));
        Assert.Equal((false, true), (_stack.Put(taken[0]), _stack.Put(taken[1])));
    }

    [Fact]
    public void Threads_that_take_and_put_back_leave_every_frame_there()
    {
        Parallel.For(0, 4, _ =>
        {
            for (int round = 0; round < 20_000; round++)
            {
                if (_stack.TryTake(out int frame))
                    _stack.Put(frame);
            }
        });

        Assert.Equal(3, _stack.Count);
        Assert.Equal([0, 1, 2], new[] { Take(), Take(), Take() }.Order());
    }

    private int Take() => _stack.TryTake(out int frame) ? frame : throw new InvalidOperationException("There is no frame.");
}
