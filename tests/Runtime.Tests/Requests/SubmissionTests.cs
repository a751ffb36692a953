using PageMove.Caching;
using PageMove.Pages;
using PageMove.Requests;

namespace Runtime.Tests.Requests;

/// <summary>A request's way through a connection is one, whoever looks first.</summary>
public sealed class SubmissionTests
{
    private const int Requests = 40_000;

    /// <summary>A source that fails looks for its request among those that are just being submitted. Where each found a way of its own, the reader was never told of the end.</summary>
    [Fact]
    public void Who_looks_while_a_request_is_submitted_sees_its_submitter_s_submission()
    {
        using var arena = new PageArena(new PageArenaOptions { PageCount = 1 });
        var file = new AddressSpace(arena.PageSize);
        Page page = arena.Allocate();
        page.Lock();
        file.TryAdd(0, page);
        ReadRequest[] requests = [.. Enumerable.Range(0, Requests).Select(_ => new ReadRequest(file, 0, [page]))];
        Submission[][] seen = [new Submission[Requests], new Submission[Requests]];
        using var turn = new Barrier(seen.Length);
        Thread[] threads = [.. seen.Select(submissions => new Thread(() =>
        {
            for (int i = 0; i < Requests; i++)
            {
                if (i % 8 == 0)
                    turn.SignalAndWait();
                submissions[i] = requests[i].Submission;
            }
        }))];

        foreach (Thread thread in threads)
            thread.Start();
        foreach (Thread thread in threads)
            thread.Join();

        Assert.All(Enumerable.Range(0, Requests), i => Assert.Same(seen[0][i], seen[1][i]));
        file.Remove(page);
        page.Unlock();
        page.Release();
    }
}
