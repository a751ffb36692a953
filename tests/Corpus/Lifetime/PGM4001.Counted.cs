using System;
using System.Collections.Generic;
using PageMove.Pages;
using PageMove.Pipes;

namespace Corpus.Lifetime;

/// <summary>PGM4001: a number that a helper counts beside the release tells nobody that it was released; a delegate of a member is a use of what it is called on.</summary>
public sealed class PGM4001Counted(PagePipe pipe)
{
    private readonly PagePipe _pipe = pipe;
    private int _dropped;
    private int _held;

    public void AddedAfterwardsBad()
    {
        while (_pipe.TryTake(out PipeBuffer? buffer))
        {
            Drop(buffer);
            _dropped += buffer.Offset; // PGM4001
        }
    }

    public void CountedAfterwardsBad()
    {
        if (!_pipe.TryTake(out PipeBuffer? buffer))
            return;
        Drop(buffer);
        _dropped++;
        Console.WriteLine(buffer.Offset); // PGM4001
    }

    public void AddedBeforeGood()
    {
        while (_pipe.TryTake(out PipeBuffer? buffer))
        {
            _dropped += buffer.Offset;
            Drop(buffer);
        }
    }

    public void AskedAfterwardsGood()
    {
        if (!_pipe.TryTake(out PipeBuffer? buffer))
            return;
        _held = 1;
        DropIfLong(buffer);
        if (_held == 1)
            buffer.Release();
    }

    public static void DelegateOfReleasedBad(PageArena arena, List<Action> later)
    {
        Page page = arena.Allocate();
        page.Release();
        later.Add(page.MarkDirty); // PGM4001
    }

    public static Action DelegateThatReleasesGood(PageArena arena)
    {
        Page page = arena.Allocate();
        return page.Release;
    }

    public static void DelegateThatThrowsGood(PageArena arena)
    {
        Page page = arena.Allocate();
        page.Release();
        Assert.Throws<ObjectDisposedException>(page.MarkDirty);
    }

    private void Drop(PipeBuffer buffer)
    {
        _dropped += buffer.Length;
        buffer.Release();
    }

    private void DropIfLong(PipeBuffer buffer)
    {
        if (buffer.Length < 100)
            return;
        buffer.Release();
        _held = 0;
    }

    private static class Assert
    {
        public static void Throws<T>(Action action)
            where T : Exception
        {
            try
            {
                action();
            }
            catch (T)
            {
                return;
            }

            throw new InvalidOperationException("Nothing was thrown.");
        }
    }
}
