using PageMove.CodeFixes;

namespace Analyzers.Tests.CodeFixes;

public sealed class AnnotateWrapperTests
{
    [Fact]
    public Task A_parameter_that_is_released_says_so_and_the_second_release_is_found() => FixTest<AnnotateWrapper>.VerifyAsync(
        """
        internal static void Finish(PageArena arena, Page {|PGM9009:page|}) => page.Release();

        private static void Run(PageArena arena)
        {
            Page page = arena.Allocate();
            Finish(arena, page);
            Finish(arena, page);
        }
        """,
        """
        internal static void Finish(PageArena arena, [Produces(State.Released, From = State.Held)] Page page) => page.Release();

        private static void Run(PageArena arena)
        {
            Page page = arena.Allocate();
            Finish(arena, page);
            {|PGM4002:Finish(arena, page)|};
        }
        """);

    [Fact]
    public Task A_result_that_is_owned_says_so_and_the_leak_is_found() => FixTest<AnnotateWrapper>.VerifyAsync(
        """
        /// <summary>Takes a page.</summary>
        [Obsolete]
        internal static Page {|PGM9009:Take|}(PageArena arena) => arena.Allocate();

        private static int Run(PageArena arena)
        {
        #pragma warning disable CS0612
            Page page = Take(arena);
            return page.Size;
        }
        """,
        """
        /// <summary>Takes a page.</summary>
        [return: Produces(State.Untaken), Produces(State.Held), Produces(State.Unmapped), Produces(State.Uncached)]
        [Obsolete]
        internal static Page Take(PageArena arena) => arena.Allocate();

        private static int Run(PageArena arena)
        {
        #pragma warning disable CS0612
            Page page = {|PGM4003:Take(arena)|};
            return page.Size;
        }
        """);

    [Fact]
    public Task Fixes_all_in_one_pass() => FixTest<AnnotateWrapper>.VerifyAsync(
        """
        internal static bool TryEnter(Page {|PGM9009:page|}) => page.TryLock();

        internal static Page {|PGM9009:Exchange|}(
            PageArena arena,
            // What is given up.
            Page {|PGM9009:page|},
            PipeBuffer {|PGM9009:buffer|})
        {
            page.Unlock();
            page.Release();
            buffer.Release();
            return arena.Allocate();
        }
        """,
        """
        internal static bool TryEnter([Produces(State.Locked, When = true)] Page page) => page.TryLock();

        [return: Produces(State.Untaken), Produces(State.Held), Produces(State.Unmapped), Produces(State.Uncached)]
        internal static Page Exchange(
            PageArena arena,
            // What is given up.
            [Requires(State.Locked), Produces(State.Unlocked), Produces(State.Released, From = State.Held)] Page page,
            [Produces(State.Released)] PipeBuffer buffer)
        {
            page.Unlock();
            page.Release();
            buffer.Release();
            return arena.Allocate();
        }
        """);

    [Fact]
    public Task States_of_ones_own_are_written_as_they_are_called() => FixTest<AnnotateWrapper>.VerifyAsync(
        """
        [Protocol("door", "Ajar", "Closed", Entry = "Ajar")]
        [Rule("PGM4001", Breach.Use, "Closed")]
        internal sealed class Door
        {
            [Produces("Closed")]
            public void Close() { }
        }

        internal static void Slam(Door {|PGM9009:door|}) => door.Close();
        """,
        """
        [Protocol("door", "Ajar", "Closed", Entry = "Ajar")]
        [Rule("PGM4001", Breach.Use, "Closed")]
        internal sealed class Door
        {
            [Produces("Closed")]
            public void Close() { }
        }

        internal static void Slam([Produces("Closed")] Door door) => door.Close();
        """);

    [Fact]
    public Task What_ends_in_one_of_several_states_is_not_offered()
    {
        const string Code = """
            [Protocol("parcel", "Open", "Sent", "Lost")]
            [Rule("PGM2003", Breach.Left, "Open")]
            [Rule("PGM2002", Breach.Missing, "Open")]
            internal sealed class Parcel
            {
                [Produces("Open")]
                public void Unpack() { }

                [Requires("Open"), Produces("Sent")]
                public void Send() { }

                [Requires("Open"), Produces("Lost")]
                public void Lose() { }
            }

            internal static bool TrySend(Parcel parcel, int way)
            {
                if (way == 0)
                {
                    parcel.Send();
                    return true;
                }

                if (way == 1)
                    parcel.Send();
                else
                    parcel.Lose();
                return false;
            }
            """;
        return FixTest<AnnotateWrapper>.VerifyAsync(Code, Code);
    }

    [Fact]
    public Task What_is_not_certain_is_not_offered()
    {
        const string Code = """
            internal static void Sometimes(Page page, bool really)
            {
                if (really)
                    page.Release();
            }

            internal static void Balanced(Page page)
            {
                page.Lock();
                page.MarkDirty();
                page.Unlock();
            }

            internal static void TakesTwo(Page page)
            {
                page.AddReference();
                page.AddReference();
            }

            internal static Page Same(Page page) => page;

            internal static Page Either(PageArena arena, Page other, bool really) => really ? arena.Allocate() : other;

            internal static PipeBuffer[] Kept(PipeBuffer buffer) => [buffer];

            internal static void Captured(Page page, Action<Action> later) => later(() => page.Release());

            private static void Alone(Page page) => page.Release();

            internal static void Stated([Produces(State.Released)] Page page) => page.Release();

            internal sealed class Closer(PipeBuffer buffer) : IDisposable
            {
                public void Dispose() => buffer.Release();
            }
            """;
        return FixTest<AnnotateWrapper>.VerifyAsync(Code, Code);
    }
}
