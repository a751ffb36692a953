using PageMove.CodeFixes;

namespace Analyzers.Tests.CodeFixes;

public sealed class RemoveSecondReleaseTests
{
    [Fact]
    public Task Removes_the_statement_and_keeps_its_comment() => FixTest<RemoveSecondRelease>.VerifyAsync(
        """
        static void Run(Page page)
        {
            page.Release();

            // Nobody reads it any more.
            {|PGM4002:page.Release()|};
            Console.WriteLine();
        }
        """,
        """
        static void Run(Page page)
        {
            page.Release();

            // Nobody reads it any more.
            Console.WriteLine();
        }
        """);

    [Fact]
    public Task Fixes_all_in_one_pass() => FixTest<RemoveSecondRelease>.VerifyAsync(
        """
        static void Run(Page page, PipeBuffer buffer)
        {
            page.Release();
            buffer.Release();
            {|PGM4002:page.Release()|};
            {|PGM4002:buffer.Release()|};
        }
        """,
        """
        static void Run(Page page, PipeBuffer buffer)
        {
            page.Release();
            buffer.Release();
        }
        """);

    [Fact]
    public Task Is_not_offered_for_a_using_declaration() => FixTest<RemoveSecondRelease>.VerifyAsync(
        """
        static void Run(PageArena arena)
        {
            using Page {|PGM4002:page = arena.Allocate()|};
            page.Release();
        }
        """,
        """
        static void Run(PageArena arena)
        {
            using Page {|PGM4002:page = arena.Allocate()|};
            page.Release();
        }
        """);
}
