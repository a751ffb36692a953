using PageMove.Concurrency.Tests.Support;
using PageMove.Pages;
using PageMove.Pipes;

namespace PageMove.Concurrency.Tests;

public sealed class SpliceAndTeeTests
{
    private const int Part = 1000;

    /// <summary>Guards P3 (law 16): a writer appends to a page only while nobody else refers to it.</summary>
    [Fact]
    public void What_was_duplicated_does_not_change_when_the_writer_goes_on() => Explorer.Explore(async () =>
    {
        using var scene = new Scene();
        using var other = new PagePipe(scene.Arena, capacity: 4);
        scene.Pipe.Write(Filled(1));

        await Task.WhenAll(Task.Run(() => scene.Pipe.Write(Filled(2))), Task.Run(() => scene.Pipe.Tee(other, 2 * Part)));

        AssertStream(other, atLeast: Part, 1, 2);
        AssertStream(scene.Pipe, atLeast: 2 * Part, 1, 2);
        scene.AssertAtRest();
    });

    /// <summary>Guards the order of the two pipes' locks: both ways at once end.</summary>
    [Fact]
    public void Pipes_that_are_spliced_to_each_other_do_not_wait_for_each_other() => Explorer.Explore(async () =>
    {
        using var scene = new Scene();
        using var other = new PagePipe(scene.Arena, capacity: 4);
        scene.Pipe.Write(Filled(1));
        other.Write(Filled(2));

        await Task.WhenAll(Task.Run(() => scene.Pipe.SpliceTo(other, Part)), Task.Run(() => other.Tee(scene.Pipe, Part)), Task.Run(() => other.SpliceTo(scene.Pipe, Part)));

        other.Dispose();
        scene.AssertAtRest();
    });

    /// <summary>Guards law 1: of two that share a page none steals it while the other is there, and both never do.</summary>
    [Fact]
    public void A_page_in_two_pipes_is_stolen_by_one_at_most() => Explorer.Explore(async () =>
    {
        using var scene = new Scene();
        using var other = new PagePipe(scene.Arena, capacity: 4);
        scene.WriteReply(pageCount: 1);
        Assert.Equal(Scene.PageSize, scene.Pipe.Tee(other, Scene.PageSize));
        int stolen = 0;

        await Task.WhenAll(Task.Run(() => StealOrRead(scene.Pipe)), Task.Run(() => StealOrRead(other)));

        Assert.InRange(stolen, 0, 1);
        scene.AssertAtRest();

        void StealOrRead(PagePipe pipe)
        {
            Assert.True(pipe.TryTake(out PipeBuffer? buffer));
            Assert.Equal(ConfirmResult.Good, buffer.Confirm());
            if (buffer.TrySteal(out Page? page))
            {
                // Its own now: it writes what it likes.
                Interlocked.Increment(ref stolen);
                page.Span.Fill(Scene.Unwritten);
                page.Unlock();
            }
            else
            {
                Scene.AssertWhole(buffer.Page, Scene.ContentOf(0));
            }

            buffer.Dispose();
        }
    });

    /// <summary>Guards law 20 and P1: each byte goes to one reader, once and in order, through descriptors that are used again.</summary>
    [Fact]
    public void Bytes_that_are_spliced_on_arrive_once_and_in_order() => Explorer.Explore(async () =>
    {
        using var scene = new Scene();
        using var other = new PagePipe(scene.Arena, capacity: 2);
        byte[] read = new byte[3 * Part];
        int got = 0;

        await Task.WhenAll(Task.Run(Write), Task.Run(Forward), Task.Run(Read));

        for (int i = 0; i < 3; i++)
        {
            Forward();
            Read();
        }

        Assert.Equal(read.Length, got);
        for (int part = 0; part < 3; part++)
            Assert.True(read.AsSpan(part * Part, Part).IndexOfAnyExcept((byte)(part + 1)) < 0, $"Part {part} is not in its place.");

        scene.AssertAtRest();

        void Write()
        {
            for (byte part = 1; part <= 3; part++)
                Assert.Equal(Part, scene.Pipe.Write(Filled(part)));
        }

        void Forward()
        {
            scene.Pipe.SpliceTo(other, Part + (Part / 2));
            scene.Pipe.SpliceTo(other, 2 * Part);
        }

        void Read()
        {
            for (int i = 0; i < 2; i++)
                got += other.Read(read.AsSpan(got));
        }
    });

    private static byte[] Filled(byte content)
    {
        byte[] bytes = new byte[Part];
        bytes.AsSpan().Fill(content);
        return bytes;
    }

    private static void AssertStream(PagePipe pipe, int atLeast, params ReadOnlySpan<byte> parts)
    {
        byte[] bytes = new byte[parts.Length * Part];
        int count = pipe.Read(bytes);
        Assert.True(count >= atLeast, $"{count} bytes are there.");
        for (int at = 0; at < count; at++)
            Assert.Equal(parts[at / Part], bytes[at]);
    }
}
