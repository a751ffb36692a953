using System.IO;
using System.Threading;
using System.Threading.Tasks;
using PageMove.Files;
using PageMove.Pages;
using PageMove.Pipes;

namespace Corpus.Lifetime;

/// <summary>PGM4003: what a task yields is the same object, however the task is waited for.</summary>
public static class PGM4003Waited
{
    public static int ResultBad(PagePipe pipe)
    {
        PipeBuffer? buffer = pipe.TakeAsync().AsTask().Result; // PGM4003
        return buffer?.Length ?? 0;
    }

    public static long ResultGood(CachedFile file)
    {
        using PageLease lease = file.GetPagesAsync(0, 4096).AsTask().Result;
        return lease.Length;
    }

    public static long ResultOfValueTaskGood(CachedFile file)
    {
        PageLease lease = file.GetPagesAsync(0, 4096).Result;
        long length = lease.Length;
        lease.Dispose();
        return length;
    }

    public static void ResultWithoutNameGood(CachedFile file) => file.GetPagesAsync(0, 4096).Result.Dispose();

    public static long UsedAfterwardsBad(CachedFile file)
    {
        PageLease lease = file.GetPagesAsync(0, 4096).AsTask().Result;
        lease.Dispose();
        return lease.Length; // PGM4001
    }

    public static int AwaiterBad(PagePipe pipe, bool isEmpty)
    {
        PipeBuffer? buffer = pipe.TakeAsync().ConfigureAwait(false).GetAwaiter().GetResult(); // PGM4003
        if (buffer is null || isEmpty)
            return 0;
        int length = buffer.Length;
        buffer.Release();
        return length;
    }

    public static int AwaiterGood(PagePipe pipe)
    {
        PipeBuffer? buffer = pipe.TakeAsync().ConfigureAwait(false).GetAwaiter().GetResult();
        if (buffer is null)
            return 0;
        int length = buffer.Length;
        buffer.Release();
        return length;
    }

    public static async Task<long> InTimeGood(CachedFile file, CancellationToken cancellationToken)
    {
        using PageLease lease = await file.GetPagesAsync(0, 4096).AsTask().WaitAsync(cancellationToken);
        return lease.Length;
    }

    public static async Task<long> PerhapsFinishedGood(CachedFile file)
    {
        ValueTask<PageLease> lending = file.GetPagesAsync(0, 4096);
        using PageLease lease = lending.IsCompletedSuccessfully ? lending.Result : await lending;
        return lease.Length;
    }

    public static bool GivenUpBad(CachedFile file)
    {
        Task<PageLease> lending = file.GetPagesAsync(0, 4096).AsTask(); // PGM4003
        if (!lending.Wait(100))
            return false;
        lending.Result.Dispose();
        return true;
    }

    public static bool GivenUpGood(CachedFile file)
    {
        Task<PageLease> lending = file.GetPagesAsync(0, 4096).AsTask();
        if (!lending.Wait(100))
        {
            lending.ContinueWith(static late => late.Result.Dispose());
            return false;
        }

        lending.Result.Dispose();
        return true;
    }

    public static async Task<int> SecondFailsBad(CachedFile file)
    {
        PageLease first = await file.GetPagesAsync(0, 4096); // PGM4003
        try
        {
            using PageLease second = await file.GetPagesAsync(4096, 4096);
            int sum = first.Length + second.Length;
            first.Dispose();
            return sum;
        }
        catch (IOException)
        {
            return 0;
        }
    }

    public static async Task<int> SecondFailsGood(CachedFile file)
    {
        PageLease first = await file.GetPagesAsync(0, 4096);
        try
        {
            using PageLease second = await file.GetPagesAsync(4096, 4096);
            return first.Length + second.Length;
        }
        catch (IOException)
        {
            return 0;
        }
        finally
        {
            first.Dispose();
        }
    }
}
