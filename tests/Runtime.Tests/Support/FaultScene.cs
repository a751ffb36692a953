using PageMove.Caching;
using PageMove.Pages;
using PageMove.Pipes;

namespace Runtime.Tests.Support;

/// <summary>A reply of three pages with a fault at one of them, and everything outside the pipe that the fault holds on to.</summary>
internal sealed class FaultScene : IDisposable
{
    internal const int PageCount = 3;
    private const int PageSize = MoveScene.PageSize;

    private readonly int _faultyPage;
    private readonly AddressSpace _otherFile = new(PageSize);
    private readonly PageArena _largePages = new(new PageArenaOptions { PageSize = 2 * PageSize, PageCount = 1, Guard = true });
    private Page? _mapped;
    private Page? _shared;
    private bool _isPutting = true;
    private int _putting;

    internal FaultScene(Fault fault, int faultyPage)
    {
        _faultyPage = faultyPage;
        PutAll(fault);
    }

    internal MoveScene Scene { get; } = new(PageCount);

    /// <summary>The page that the faulty one is to replace.</summary>
    internal Page OldPage => Scene.OldPages[_faultyPage];

    /// <summary>The bytes of all pages.</summary>
    internal byte[] Content { get; } = Pattern.Of(seed: 3, PageCount * PageSize);

    private Span<byte> ContentOfPage => Content.AsSpan(_putting * PageSize, PageSize);

    internal void Abort() => Scene.Request.Abort();

    internal Page Put(PipeBufferOperations operations)
    {
        Page page = NewPage();
        Scene.Pipe.Append(page, 0, PageSize, operations);
        return page;
    }

    internal void PutOver(Action<Page> spoilOldPage)
    {
        spoilOldPage(OldPage);
        Put(AnonymousBuffer.Instance);
    }

    /// <summary>Aborts as soon as the pages before are filled.</summary>
    internal void PutAfterAbort()
    {
        if (_faultyPage == 0)
            Abort();

        Put(AnonymousBuffer.Instance);
    }

    internal void PutHalves()
    {
        const int Half = PageSize / 2;
        foreach (int offset in (int[])[0, Half])
            Scene.Pipe.Append(NewPage(), offset, Half, PrivatePageBuffer.Instance);
    }

    internal void PutShared()
    {
        _shared = Put(AnonymousBuffer.Instance);
        _shared.AddReference();
    }

    internal void PutLarge()
    {
        Page page = _largePages.Allocate();
        ContentOfPage.CopyTo(page.Span);
        Scene.Pipe.Append(page, 0, PageSize, PrivatePageBuffer.Instance);
    }

    internal void PutMapped()
    {
        _mapped = Put(new CallbackBuffer { StealsBlindly = true });
        _mapped.Map();
    }

    internal void PutCached()
    {
        Page page = NewPage();
        page.Lock();
        Assert.True(_otherFile.TryAdd(0, page));
        page.Unlock();
        Scene.Pipe.Append(page, 0, PageSize, new CallbackBuffer { StealsBlindly = true });
    }

    internal void StopPutting() => _isPutting = false;

    /// <summary>Lets go of what the fault held on to.</summary>
    internal void LetGo()
    {
        _mapped?.Unmap();
        _mapped = null;
        _shared?.Release();
        _shared = null;
        _otherFile.Truncate(0);
        Scene.Pipe.Dispose();
        Assert.Equal(1, _largePages.FreePageCount);
    }

    public void Dispose()
    {
        _largePages.Dispose();
        Scene.Dispose();
    }

    private void PutAll(Fault fault)
    {
        for (; _putting < PageCount && _isPutting; _putting++)
        {
            if (_putting == _faultyPage)
                fault.Arrange(this);
            else
                Put(fault.IsBeforePage && _putting == _faultyPage - 1 ? new CallbackBuffer { OnRelease = Abort } : AnonymousBuffer.Instance);
        }
    }

    private Page NewPage()
    {
        Page page = Scene.Arena.Allocate();
        ContentOfPage.CopyTo(page.Span);
        return page;
    }
}
