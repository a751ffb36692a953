using PageMove.CodeFixes;

namespace Analyzers.Tests.CodeFixes;

public sealed class PinBeforeUnlockTests
{
    [Fact]
    public Task Holds_the_page_until_the_block_ends() => FixTest<PinBeforeUnlock>.VerifyAsync(
        """
        static long Confirm([Balanced(State.Locked, -1L)] ReadRequest request, PipeBuffer buffer)
        {
            Page page = request.Pages[0];
            Console.WriteLine(page);

            // Confirm may wait.
            if (!request.TryUnlock())
                return -1;
            bool good = buffer.Confirm() == ConfirmResult.Good;
            if (!request.TryLock())
                return -1;
            return good ? 1 : 0; // done
        }

        static long Read([Requires(State.Locked)] ReadRequest request, PipeBuffer buffer)
        {
            Page page = request.Pages[0];

            // Confirm may wait.
            if (!request.TryUnlock())
                return -1;

            // Now it is good.
            if (buffer.Confirm() != ConfirmResult.Good)
                return -1;
            return {|PGM2006:page|}.Index; // its place
        }
        """,
        """
        static long Confirm([Balanced(State.Locked, -1L)] ReadRequest request, PipeBuffer buffer)
        {
            Page page = request.Pages[0];
            Console.WriteLine(page);

            // Confirm may wait.
            if (!request.TryUnlock())
                return -1;
            bool good = buffer.Confirm() == ConfirmResult.Good;
            if (!request.TryLock())
                return -1;
            return good ? 1 : 0; // done
        }

        static long Read([Requires(State.Locked)] ReadRequest request, PipeBuffer buffer)
        {
            Page page = request.Pages[0];

            // Confirm may wait.
            page.AddReference();
            try
            {
                if (!request.TryUnlock())
                    return -1;

                // Now it is good.
                if (buffer.Confirm() != ConfirmResult.Good)
                    return -1;
                return page.Index; // its place
            }
            finally
            {
                page.Release();
            }
        }
        """);

    [Fact]
    public Task Fixes_all_in_one_pass_and_each_page_once() => FixTest<PinBeforeUnlock>.VerifyAsync(
        """
        static long First([Requires(State.Locked)] ReadRequest request, [Requires(State.Borrowed)] Page page)
        {
            if (!request.TryUnlock())
                return -1;
            Console.WriteLine({|PGM2006:page|}.Size);
            return {|PGM2006:page|}.Index;
        }

        static int Second([Requires(State.Locked)] ReadRequest request)
        {
            Page page = request.Pages[0];
            if (request.TryUnlock())
                return {|PGM2006:page|}.Size;
            return 0;
        }
        """,
        """
        static long First([Requires(State.Locked)] ReadRequest request, [Requires(State.Borrowed)] Page page)
        {
            page.AddReference();
            try
            {
                if (!request.TryUnlock())
                    return -1;
                Console.WriteLine(page.Size);
                return page.Index;
            }
            finally
            {
                page.Release();
            }
        }

        static int Second([Requires(State.Locked)] ReadRequest request)
        {
            Page page = request.Pages[0];
            page.AddReference();
            try
            {
                if (request.TryUnlock())
                    return page.Size;
                return 0;
            }
            finally
            {
                page.Release();
            }
        }
        """);

    [Fact]
    public Task Pins_each_page_of_a_loop_in_its_round() => FixTest<PinBeforeUnlock>.VerifyAsync(
        """
        static void Run([Requires(State.Locked)] ReadRequest request)
        {
            foreach (Page page in request.Pages)
            {
                if (!request.TryUnlock())
                    return;
                Console.WriteLine({|PGM2006:page|}.Index);
                if (!request.TryLock())
                    return;
            }

            request.End();
        }
        """,
        """
        static void Run([Requires(State.Locked)] ReadRequest request)
        {
            foreach (Page page in request.Pages)
            {
                page.AddReference();
                try
                {
                    if (!request.TryUnlock())
                        return;
                    Console.WriteLine(page.Index);
                    if (!request.TryLock())
                        return;
                }
                finally
                {
                    page.Release();
                }
            }

            request.End();
        }
        """);

    [Theory]
    [InlineData("page = null!;")]
    [InlineData("page.Release();")]
    [InlineData("Func<long> later = () => page.Index;")]
    [InlineData("Keep(page);")]
    public Task Is_not_offered_where_the_page_may_be_another_or_somebody_elses(string statement)
    {
        string code = $$"""
            static long Run([Requires(State.Locked)] ReadRequest request)
            {
                Page page = request.Pages[0];
                if (!request.TryUnlock())
                    return -1;
                long index = {|PGM2006:page|}.Index;
                {{statement.Replace("page.R", "{|PGM2006:page|}.R", StringComparison.Ordinal).Replace("(page)", "({|PGM2006:page|})", StringComparison.Ordinal).Replace("=> page", "=> {|PGM2006:page|}", StringComparison.Ordinal)}}
                return index;
            }

            static void Keep(Page page) => Console.WriteLine(page.Index);
            """;
        return FixTest<PinBeforeUnlock>.VerifyAsync(code, code);
    }
}
