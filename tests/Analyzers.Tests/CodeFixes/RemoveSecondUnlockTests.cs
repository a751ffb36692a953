using PageMove.CodeFixes;

namespace Analyzers.Tests.CodeFixes;

public sealed class RemoveSecondUnlockTests
{
    [Fact]
    public Task Removes_the_statement() => FixTest<RemoveSecondUnlock>.VerifyAsync(
        """
        static void Run(Page page)
        {
            page.Lock();
            page.Unlock();
            {|PGM2001:page.Unlock()|};
        }
        """,
        """
        static void Run(Page page)
        {
            page.Lock();
            page.Unlock();
        }
        """);

    [Fact]
    public Task Keeps_the_comments_and_directives_around_it() => FixTest<RemoveSecondUnlock>.VerifyAsync(
        """
        static void Run(Page page)
        {
            page.Lock();
            page.Unlock();

            // Wake the readers.
            {|PGM2001:page.Unlock()|};
            Console.WriteLine();
        }
        """,
        """
        static void Run(Page page)
        {
            page.Lock();
            page.Unlock();

            // Wake the readers.
            Console.WriteLine();
        }
        """);

    [Fact]
    public Task Leaves_the_comments_in_a_switch_section_too() => FixTest<RemoveSecondUnlock>.VerifyAsync(
        """
        static void Run(Page page, int kind)
        {
            page.Lock();
            page.Unlock();
            switch (kind)
            {
                case 0:
                    // Nobody reads it any more.
                    {|PGM2001:page.Unlock()|};
                    break;
            }
        }
        """,
        """
        static void Run(Page page, int kind)
        {
            page.Lock();
            page.Unlock();
            switch (kind)
            {
                case 0:
                    // Nobody reads it any more.
                    break;
            }
        }
        """);

    [Fact]
    public Task Leaves_an_empty_block_where_a_statement_is_needed() => FixTest<RemoveSecondUnlock>.VerifyAsync(
        """
        static void Run(Page page, bool failed)
        {
            page.Lock();
            page.Unlock();
            if (failed)
                {|PGM2001:page.Unlock()|};
        }
        """,
        """
        static void Run(Page page, bool failed)
        {
            page.Lock();
            page.Unlock();
            if (failed)
            {
            }
        }
        """);

    [Fact]
    public Task Fixes_all_in_one_pass() => FixTest<RemoveSecondUnlock>.VerifyAsync(
        """
        static void Run(Page page, Page other)
        {
            page.Lock();
            other.Lock();
            page.Unlock();
            other.Unlock();
            {|PGM2001:page.Unlock()|};
            {|PGM2001:other.Unlock()|};
            {|PGM2001:page.Unlock()|};
        }
        """,
        """
        static void Run(Page page, Page other)
        {
            page.Lock();
            other.Lock();
            page.Unlock();
            other.Unlock();
        }
        """);

    [Fact]
    public Task Is_not_offered_where_the_result_is_used() => FixTest<RemoveSecondUnlock>.VerifyAsync(
        """
        static bool Run(ReadRequest request) => request.TryLock() && request.TryUnlock() && {|PGM2001:request.TryUnlock()|};
        """,
        """
        static bool Run(ReadRequest request) => request.TryLock() && request.TryUnlock() && {|PGM2001:request.TryUnlock()|};
        """);
}
