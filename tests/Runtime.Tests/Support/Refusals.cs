using PageMove.Caching;
using PageMove.Pages;
using PageMove.Pipes;
using PageMove.Requests;

namespace Runtime.Tests.Support;

/// <summary>For each reason of the mover to refuse: a scene whose first buffer is refused for that reason.</summary>
internal static class Refusals
{
    /// <summary>The reasons that the mover itself gives; the others are the copier's.</summary>
    internal static IEnumerable<MoveRefusal> OfTheMover =>
        Enum.GetValues<MoveRefusal>().Except([MoveRefusal.None, MoveRefusal.NotRequested, MoveRefusal.NotPermitted, MoveRefusal.Misaligned]);

    /// <summary>A scene of two pages whose second one begins within a buffer.</summary>
    internal static MoveScene ArrangeMisaligned()
    {
        var scene = new MoveScene(pages: 2);
        scene.Pipe.Append(scene.NewPage(), 0, 100, AnonymousBuffer.Instance);
        scene.Append(AnonymousBuffer.Instance);
        scene.Append(AnonymousBuffer.Instance);
        return scene;
    }

    internal static MoveScene Arrange(MoveRefusal reason)
    {
        MoveScene scene = reason == MoveRefusal.NotPermitted ? new MoveScene(options: ReadRequestOptions.PageZeroing) : new MoveScene();
        Page old = scene.OldPage;
        switch (reason)
        {
            case MoveRefusal.NotRequested or MoveRefusal.NotPermitted:
                break;

            case MoveRefusal.Misaligned:
                throw new ArgumentOutOfRangeException(nameof(reason), reason, "A first page is never misaligned: see ArrangeMisaligned.");

            case MoveRefusal.Partial:
                scene.Pipe.Write(scene.Content.AsSpan(0, 1000));
                scene.Pipe.Append(scene.NewPage(), 1000, MoveScene.PageSize - 1000, AnonymousBuffer.Instance);
                return scene;

            case MoveRefusal.LargePage:
                var arena = new PageArena(new PageArenaOptions { PageSize = 2 * MoveScene.PageSize, PageCount = 1, Guard = true });
                Page large = arena.Allocate();
                scene.Content.CopyTo(large.Span);
                scene.Pipe.Append(large, 0, MoveScene.PageSize, PrivatePageBuffer.Instance);
                return scene;

            case MoveRefusal.OldPageTruncated:
                scene.File.Remove(old);
                break;

            case MoveRefusal.OldPageMapped:
                old.Map();
                break;

            case MoveRefusal.OldPagePrivate:
                old.MarkPrivate();
                break;

            case MoveRefusal.OldPageDirty:
                old.MarkDirty();
                break;

            case MoveRefusal.OldPageWriteback:
                old.BeginWriteback();
                break;

            case MoveRefusal.OldPageMlocked:
                old.LockInMemory();
                break;

            case MoveRefusal.Shared:
                using (var other = new PagePipe(scene.Arena, capacity: 1))
                {
                    scene.Append(AnonymousBuffer.Instance);
                    scene.Pipe.Tee(other, MoveScene.PageSize);
                    scene.KeepUntilDisposed(other.TryTake(out PipeBuffer? duplicate) ? duplicate : null);
                }

                return scene;

            case MoveRefusal.Lent:
                Page lent = scene.NewPage();
                scene.KeepUntilDisposed(lent);
                scene.Pipe.Lend(lent, MoveScene.PageSize);
                return scene;

            case MoveRefusal.NotStealable:
                scene.Append(UnstealableBuffer.Instance);
                return scene;

            case MoveRefusal.DonorLocked:
                scene.AppendCached(out _).Lock();
                return scene;

            case MoveRefusal.DonorTruncated:
                Page cutOff = scene.AppendCached(out AddressSpace source);
                cutOff.AddReference();
                scene.KeepUntilDisposed(cutOff);
                source.Truncate(0);
                return scene;

            case MoveRefusal.DonorMapped:
                scene.AppendCached(out _).Map();
                return scene;

            case MoveRefusal.DonorPrivate:
                scene.AppendCached(out _).MarkPrivate();
                return scene;

            case MoveRefusal.DonorDirty:
                scene.AppendCached(out _).MarkDirty();
                return scene;

            case MoveRefusal.DonorWriteback:
                scene.AppendCached(out _).BeginWriteback();
                return scene;

            case MoveRefusal.DonorMlocked:
                scene.AppendCached(out _).LockInMemory();
                return scene;

            case MoveRefusal.NewPageMapped:
                scene.Append(new CallbackBuffer { StealsBlindly = true }).Map();
                return scene;

            case MoveRefusal.NewPageHasMapping:
                Page cached = scene.AddPage(new AddressSpace(MoveScene.PageSize), index: 0);
                scene.Content.CopyTo(cached.Span);
                cached.Unlock();
                scene.Pipe.Append(cached, 0, MoveScene.PageSize, new CallbackBuffer { StealsBlindly = true });
                return scene;

            case MoveRefusal.NewPageFlags:
                scene.Append(AnonymousBuffer.Instance).MarkDirty();
                return scene;

            default:
                throw new ArgumentOutOfRangeException(nameof(reason), reason, "Nobody arranged for this reason.");
        }

        scene.Append(AnonymousBuffer.Instance);
        return scene;
    }
}
