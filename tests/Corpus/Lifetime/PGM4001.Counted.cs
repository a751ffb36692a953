using System;
using PageMove.Pages;
using PageMove.Pipes;

namespace Corpus.Lifetime;

/// <summary>PGM4001: a number that a helper counts beside the release tells nobody that it was released, unless somebody asks it.</summary>
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

    public void AddedAndAskedAfterwardsGood()
    {
        if (!_pipe.TryTake(out PipeBuffer? buffer))
            return;
        _held = 0;
        DropIfLongAndCount(buffer);
        _held++;
        if (_held == 1)
            buffer.Release();
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

    private void DropIfLongAndCount(PipeBuffer buffer)
    {
        if (buffer.Length < 100)
            return;
        buffer.Release();
        _held++;
    }
}
