using PageMove.CodeFixes;

namespace Analyzers.Tests.CodeFixes;

public sealed class ReleaseInFinallyTests
{
    [Fact]
    public Task Releases_on_every_path_and_in_one_place() => FixTest<ReleaseInFinally>.VerifyAsync(
        """
        static int Run(PageArena arena, int wanted)
        {
            Page page = {|PGM4003:arena.Allocate()|};

            // Too short for it.
            if (page.Size < wanted)
                return 0;
            page.Span.Clear();
            page.Release();
            return wanted;
        }
        """,
        """
        static int Run(PageArena arena, int wanted)
        {
            Page page = arena.Allocate();
            try
            {
                // Too short for it.
                if (page.Size < wanted)
                    return 0;
                page.Span.Clear();
                return wanted;
            }
            finally
            {
                page.Release();
            }
        }
        """);

    [Fact]
    public Task Begins_where_the_page_was_got() => FixTest<ReleaseInFinally>.VerifyAsync(
        """
        static int Run(PagePipe pipe)
        {
            if (!{|PGM4003:pipe.TryTake(out PipeBuffer? buffer)|})
                return 0;
            return buffer.Length;
        }
        """,
        """
        static int Run(PagePipe pipe)
        {
            if (!pipe.TryTake(out PipeBuffer? buffer))
                return 0;
            try
            {
                return buffer.Length;
            }
            finally
            {
                buffer.Release();
            }
        }
        """);

    [Fact]
    public Task Fixes_all_methods() => FixTest<ReleaseInFinally>.VerifyAsync(
        """
        static int First(PageArena arena)
        {
            Page page = {|PGM4003:arena.Allocate()|};
            return page.Size;
        }

        static int Second(PageArena arena)
        {
            Page page = {|PGM4003:arena.Allocate()|};
            return page.Size;
        }
        """,
        """
        static int First(PageArena arena)
        {
            Page page = arena.Allocate();
            try
            {
                return page.Size;
            }
            finally
            {
                page.Release();
            }
        }

        static int Second(PageArena arena)
        {
            Page page = arena.Allocate();
            try
            {
                return page.Size;
            }
            finally
            {
                page.Release();
            }
        }
        """);

    [Fact]
    public Task Is_not_offered_where_a_path_hands_the_page_over() => FixTest<ReleaseInFinally>.VerifyAsync(
        """
        static Page? Run(PageArena arena, bool keep)
        {
            Page page = {|PGM4003:arena.Allocate()|};
            return keep ? page : null;
        }
        """,
        """
        static Page? Run(PageArena arena, bool keep)
        {
            Page page = {|PGM4003:arena.Allocate()|};
            return keep ? page : null;
        }
        """);

    [Fact]
    public Task Is_not_offered_for_a_request_whose_unlock_can_fail() => FixTest<UnlockInFinally>.VerifyAsync(
        """
        static int Run(ReadRequest request)
        {
            if (!{|PGM2003:request.TryLock()|})
                return 0;
            return request.Pages.Length;
        }
        """,
        """
        static int Run(ReadRequest request)
        {
            if (!{|PGM2003:request.TryLock()|})
                return 0;
            return request.Pages.Length;
        }
        """);

    [Fact]
    public Task Unlocks_likewise() => FixTest<UnlockInFinally>.VerifyAsync(
        """
        static bool Run(Page page)
        {
            {|PGM2003:page.Lock()|};
            if (page.MapCount > 0)
                return false;
            page.MarkUpToDate();
            page.Unlock();
            return true;
        }
        """,
        """
        static bool Run(Page page)
        {
            page.Lock();
            try
            {
                if (page.MapCount > 0)
                    return false;
                page.MarkUpToDate();
                return true;
            }
            finally
            {
                page.Unlock();
            }
        }
        """);
}
