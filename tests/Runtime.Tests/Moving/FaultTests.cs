using PageMove.Moving;
using PageMove.Pages;
using PageMove.Requests;
using Runtime.Tests.Support;

namespace Runtime.Tests.Moving;

/// <summary>Each step of the protocol that can fail does so, at the first, a middle and the last page of a request.</summary>
public sealed class FaultTests
{
    public static TheoryData<string, int> Faults
    {
        get
        {
            TheoryData<string, int> data = [];
            foreach (Fault fault in Fault.All)
            {
                for (int page = 0; page < FaultScene.PageCount; page++)
                    data.Add(fault.Step, page);
            }

            return data;
        }
    }

    [Theory, MemberData(nameof(Faults))]
    public void Bytes_references_locks_and_counts_are_as_the_ledger_says(string step, int page)
    {
        Fault fault = Fault.All.Single(fault => fault.Step == step);
        using var faulty = new FaultScene(fault, page);
        MoveScene scene = faulty.Scene;

        CopyResult result = scene.Copy(faulty.Content.Length, out MoveStatistics statistics);
        if (result == CopyResult.Filled)
            Finish(faulty);

        AssertStatistics(fault.End, page, statistics);
        Assert.Equal((true, false, fault.Error), (scene.Request.IsEnded, scene.Request.IsLocked, scene.Request.Error));
        fault.Undo?.Invoke(faulty);
        faulty.LetGo();
        AssertCache(scene, isGood: fault.End is FaultEnd.Moved or FaultEnd.Copied);
    }

    [Fact]
    public void Each_fault_has_a_name_of_its_own() => Assert.Equal(Fault.All.Count, Fault.All.Select(fault => fault.Step).Distinct().Count());

    /// <summary>The bytes are compared while they are the request's: a page that left its file is nowhere else.</summary>
    private static void Finish(FaultScene faulty)
    {
        MoveScene scene = faulty.Scene;
        byte[] filled = [.. scene.Request.Pages.ToArray().SelectMany(page => page.Span.ToArray())];
        Assert.Equal(faulty.Content, filled);
        if (scene.Request.TryUnlock())
            Assert.True(scene.Request.Complete(faulty.Content.Length));
        else
            scene.Request.End();
    }

    private static void AssertStatistics(FaultEnd end, int page, MoveStatistics statistics)
    {
        (long Moved, long Copied) expected = end switch
        {
            FaultEnd.Moved => (FaultScene.PageCount, 0),
            FaultEnd.Copied => (FaultScene.PageCount - 1, 1),
            FaultEnd.AbortedAfterwards => (page + 1, 0),
            _ => (page, 0),
        };
        Assert.Equal(expected, (statistics.Moved, statistics.Copied));
        Assert.Equal(expected.Copied, Enum.GetValues<MoveRefusal>().Sum(statistics.Refused));
    }

    private static void AssertCache(MoveScene scene, bool isGood)
    {
        int cached = 0;
        for (int index = 0; index < FaultScene.PageCount; index++)
        {
            if (!scene.File.TryFind(index, out Page? page))
                continue;

            cached++;
            Assert.Equal((2, false, isGood), (page.ReferenceCount, page.IsLocked, page.IsUpToDate));
            page.Release();
        }

        Assert.Equal(scene.File.PageCount, cached);
        Assert.Equal(scene.Arena.PageCount - cached, scene.Arena.FreePageCount);
        scene.File.Truncate(0);
        Assert.Equal((scene.Arena.PageCount, 0), (scene.Arena.FreePageCount, scene.Lru.InactiveCount + scene.Lru.ActiveCount));
    }
}
