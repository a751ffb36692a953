using PageMove.Pipes;
using PageMove.Requests;

namespace Runtime.Tests.Support;

/// <summary>One step of the protocol (docs/laws.md, table 1) that fails at one page of a request.</summary>
/// <param name="Step">The step, and what happens there.</param>
/// <param name="End">What is to become of the page, and of the request if it does not survive.</param>
/// <param name="Arrange">Puts the page's bytes into the pipe so that the step fails.</param>
/// <param name="Undo">Takes back what the fault left on the old page, if anything.</param>
internal sealed record Fault(string Step, FaultEnd End, Action<FaultScene> Arrange, Action<FaultScene>? Undo = null)
{
    internal static IReadOnlyList<Fault> All { get; } =
    [
        new("1 aborted before the page", FaultEnd.Aborted, scene => scene.PutAfterAbort()),
        new("3 aborted while its content is confirmed", FaultEnd.Aborted, scene => scene.Put(new CallbackBuffer { OnConfirm = scene.Abort })),
        new("3 not up to date", FaultEnd.Failed, scene => scene.Put(new CallbackBuffer { Content = ConfirmResult.NotUpToDate })),
        new("3 truncated", FaultEnd.Truncated, scene => scene.Put(new CallbackBuffer { Content = ConfirmResult.Truncated })),
        new("4 no segment is left", FaultEnd.Malformed, scene => scene.StopPutting()),
        new("5 in two buffers", FaultEnd.Copied, scene => scene.PutHalves()),
        new("6 shared", FaultEnd.Copied, scene => scene.PutShared()),
        new("6 not stealable", FaultEnd.Copied, scene => scene.Put(UnstealableBuffer.Instance)),
        new("6 lent", FaultEnd.Copied, scene => scene.Put(UserPageBuffer.Instance)),
        new("7 up to date at its donor", FaultEnd.Moved, scene => scene.Put(AnonymousBuffer.Instance).MarkUpToDate()),
        new("8 mapped to disk at its donor", FaultEnd.Moved, scene => scene.Put(AnonymousBuffer.Instance).SetFlags(PageMove.Pages.PageFlags.MappedToDisk)),
        new("9 of a larger page", FaultEnd.Copied, scene => scene.PutLarge()),
        new("10 mapped by a user", FaultEnd.Copied, scene => scene.PutMapped()),
        new("10 in a cache still", FaultEnd.Copied, scene => scene.PutCached()),
        new("10 dirty", FaultEnd.Copied, scene => scene.Put(AnonymousBuffer.Instance).MarkDirty()),
        new("10 failed before", FaultEnd.Copied, scene => scene.Put(AnonymousBuffer.Instance).MarkError()),
        new("11 the old page is mapped", FaultEnd.Copied, scene => scene.PutOver(page => page.Map()), scene => scene.OldPage.Unmap()),
        new("11 the old page is private", FaultEnd.Copied, scene => scene.PutOver(page => page.MarkPrivate()), scene => scene.OldPage.ClearPrivate()),
        new("11 the old page is dirty", FaultEnd.Copied, scene => scene.PutOver(page => page.MarkDirty()), scene => scene.OldPage.ClearDirty()),
        new("11 the old page is written back", FaultEnd.Copied, scene => scene.PutOver(page => page.BeginWriteback()), scene => scene.OldPage.EndWriteback()),
        new("11 the old page is locked in memory", FaultEnd.Copied, scene => scene.PutOver(page => page.LockInMemory()), scene => scene.OldPage.UnlockInMemory()),
        new("11 the old page left the file", FaultEnd.Copied, scene => scene.PutOver(page => scene.Scene.File.Remove(page))),
        new("12 aborted after the steal", FaultEnd.Aborted, scene => scene.Put(new CallbackBuffer { OnStolen = _ => scene.Abort() })),
        new("16 aborted while the buffer is released", FaultEnd.AbortedAfterwards, scene => scene.Put(new CallbackBuffer { OnRelease = scene.Abort })),
        new("F aborted after the steal was refused", FaultEnd.Aborted, scene => scene.Put(new CallbackBuffer { OnRefusedSteal = scene.Abort })),
    ];

    /// <summary>Whether it happens while the page before is at hand.</summary>
    internal bool IsBeforePage => Step.StartsWith("1 ", StringComparison.Ordinal);

    /// <summary>The error of a request whose page came to the end.</summary>
    internal RequestError Error => End switch
    {
        FaultEnd.Moved or FaultEnd.Copied => RequestError.None,
        FaultEnd.Failed => RequestError.Failed,
        FaultEnd.Truncated => RequestError.Truncated,
        FaultEnd.Malformed => RequestError.Malformed,
        _ => RequestError.Aborted,
    };
}
