using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Threading;
using System.Threading.Channels;
using System.Threading.Tasks;
using PageMove.Caching;
using PageMove.Pages;
using PageMove.Pipes;

namespace Corpus.Lifetime;

/// <summary>PGM2003, PGM4002, PGM4003: what throws nothing, or nothing that the handler is for, leads to no handler.</summary>
public sealed class PGM4002Uncaught(PageArena arena, PagePipe pipe, AddressSpace file, Func<long, Task<Stream>> connect)
{
    public async Task ReleasedBeforeTheStreamIsClosedGood()
    {
        Page page = arena.Allocate();
        try
        {
            await using Stream stream = await connect(0);
            await stream.ReadExactlyAsync(page.Memory);
            page.Release();
        }
        catch (IOException)
        {
            page.Release();
        }
    }

    public async Task ReleasedBeforeItIsReadAgainBad()
    {
        Page page = arena.Allocate();
        try
        {
            await using Stream stream = await connect(0);
            await stream.ReadExactlyAsync(page.Memory);
            page.Release();
            await stream.FlushAsync();
        }
        catch (IOException)
        {
            page.Release(); // PGM4002
        }
    }

    public async Task<Page?> KeptWhereItIsReturnedGood(int attempts)
    {
        for (int attempt = 1; ; attempt++)
        {
            Page page = arena.Allocate();
            bool isKept = false;
            try
            {
                await using Stream stream = await connect(0);
                int count = await stream.ReadAtLeastAsync(page.Memory, page.Size, throwOnEndOfStream: false);
                if (count == 0)
                    return null;
                isKept = true;
                return page;
            }
            catch (IOException) when (attempt < attempts)
            {
                Console.WriteLine(attempt);
            }
            finally
            {
                if (!isKept)
                    page.Release();
            }
        }
    }

    public Answer AnsweredWithARecordGood(Stream stream)
    {
        Page page = arena.Allocate();
        try
        {
            int count = stream.Read(page.Span);
            page.Release();
            return new Answer(count, null);
        }
        catch (OperationCanceledException error)
        {
            page.Release();
            return new Answer(0, error);
        }
    }

    public Checked AnsweredWithWhatChecksBad(Stream stream)
    {
        Page page = arena.Allocate();
        try
        {
            int count = stream.Read(page.Span);
            page.Release();
            return new Checked(count);
        }
        catch (ArgumentException)
        {
            page.Release(); // PGM4002
            return new Checked(1);
        }
    }

    public void TimedGood(Stream stream, Stopwatch watch)
    {
        Page page = arena.Allocate();
        try
        {
            stream.ReadExactly(page.Span);
            page.Release();
            watch.Stop();
        }
        catch (IOException)
        {
            page.Release();
        }
    }

    public async Task RemovedWhileLockedGood(PeriodicTimer timer, CancellationToken token)
    {
        try
        {
            while (await timer.WaitForNextTickAsync(token))
            {
                if (!file.TryFind(0, out Page? page))
                    continue;
                if (page.TryLock())
                {
                    file.Remove(page);
                    page.Unlock();
                }

                page.Release();
            }
        }
        catch (OperationCanceledException)
        {
            Console.WriteLine(token.IsCancellationRequested);
        }
    }

    public void CalledWhileLockedBad(Page page, CancellationToken token)
    {
        try
        {
            page.Lock(); // PGM2003
            Step(token);
            page.Unlock();
        }
        catch (OperationCanceledException)
        {
            Console.WriteLine(token.IsCancellationRequested);
        }
    }

    public async Task ForwardedGood(ChannelWriter<PipeBuffer> writer, CancellationToken token)
    {
        try
        {
            while (await pipe.TakeAsync(token) is PipeBuffer buffer)
            {
                if (buffer.Confirm() != ConfirmResult.Good)
                {
                    buffer.Dispose();
                    continue;
                }

                try
                {
                    await writer.WriteAsync(buffer, token);
                }
                catch
                {
                    buffer.Dispose();
                    throw;
                }
            }
        }
        catch (ChannelClosedException)
        {
            Console.WriteLine("closed");
        }
        catch (OperationCanceledException)
        {
            Console.WriteLine("cancelled");
        }
    }

    public int CancellationBesideMisuseGood(Page page, byte[] bytes, string path)
    {
        try
        {
            using StreamReader reader = new(path);
            string? line = reader.ReadLine();
            page.Lock();
            bytes.AsSpan().CopyTo(page.Span);
            page.Unlock();
            return line?.Length ?? 0;
        }
        catch (OperationCanceledException)
        {
            return 2;
        }
        catch (IOException)
        {
            return 3;
        }
    }

    public void FailureBesideMisuseBad(Page page, List<int> counts, IDisposable scope)
    {
        try
        {
            using (scope)
            {
                counts.Add(3);
                page.Lock(); // PGM2003
                File.Delete("copy");
                page.Unlock();
            }
        }
        catch (OperationCanceledException)
        {
            Console.WriteLine("cancelled");
        }
        catch (IOException)
        {
            Console.WriteLine("failed");
        }
    }

    public Measured AnsweredWithWhatChecksItsPropertyBad(Stream stream)
    {
        Page page = arena.Allocate();
        try
        {
            int count = stream.Read(page.Span);
            page.Release();
            return new Measured(count);
        }
        catch (ArgumentException)
        {
            page.Release(); // PGM4002
            return new Measured(1);
        }
    }

    private static void Step(CancellationToken token) => token.ThrowIfCancellationRequested();

    public sealed record Answer(int Count, Exception? Error);

    public sealed class Checked
    {
        public Checked(int count) => Count = count > 0 ? count : throw new ArgumentException("Nothing was read.", nameof(count));

        public int Count { get; }
    }

    public sealed class Measured
    {
        private int _count;

        public Measured(int count)
        {
            Count = count;
        }

        public int Count
        {
            get => _count;
            set => _count = value > 0 ? value : throw new ArgumentException("Nothing was read.", nameof(value));
        }
    }
}
