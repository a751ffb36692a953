using PageMove.CodeFixes;

namespace Analyzers.Tests.CodeFixes;

public sealed class ReleaseDonorTests
{
    [Fact]
    public Task Releases_the_buffer_before_the_exit() => FixTest<ReleaseDonor>.VerifyAsync(
        """
        static bool Run(PipeBuffer buffer, AddressSpace mapping)
        {
            if (buffer.Length != mapping.PageSize || buffer.Confirm() != ConfirmResult.Good || !{|PGM4004:buffer.TrySteal(out Page? page)|})
            {
                buffer.Release();
                return false;
            }

            if (page.MapCount == 0)
                mapping.TryAdd(0, page);
            page.Unlock();

            // The cache has its own.
            return true;
        }
        """,
        """
        static bool Run(PipeBuffer buffer, AddressSpace mapping)
        {
            if (buffer.Length != mapping.PageSize || buffer.Confirm() != ConfirmResult.Good || !buffer.TrySteal(out Page? page))
            {
                buffer.Release();
                return false;
            }

            if (page.MapCount == 0)
                mapping.TryAdd(0, page);
            page.Unlock();

            // The cache has its own.
            buffer.Release();
            return true;
        }
        """);

    [Fact]
    public Task Gives_a_page_that_goes_to_the_caller_its_own_reference_first() => FixTest<ReleaseDonor>.VerifyAsync(
        """
        static Page? Run(PipeBuffer buffer)
        {
            if (buffer.Confirm() != ConfirmResult.Good || !{|PGM4004:buffer.TrySteal(out Page? page)|})
            {
                buffer.Release();
                return null;
            }

            page.Unlock();
            return page;
        }
        """,
        """
        static Page? Run(PipeBuffer buffer)
        {
            if (buffer.Confirm() != ConfirmResult.Good || !buffer.TrySteal(out Page? page))
            {
                buffer.Release();
                return null;
            }

            page.Unlock();
            page.AddReference();
            buffer.Release();
            return page;
        }
        """);
}
