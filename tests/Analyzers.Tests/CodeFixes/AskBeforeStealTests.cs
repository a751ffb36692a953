using PageMove.CodeFixes;

namespace Analyzers.Tests.CodeFixes;

public sealed class AskBeforeStealTests
{
    [Fact]
    public Task Moves_the_refusal_into_the_condition_of_the_steal() => FixTest<AskBeforeSteal>.VerifyAsync(
        """
        static bool Move([Requires(State.Confirmed)] PipeBuffer buffer, AddressSpace space, Page old)
        {
            // Only the steal tells.
            if (!buffer.TrySteal(out Page? page))
                return false; // still in its pipe
            if ({|PGM1004:buffer.Length|} != old.Size || page.MapCount != 0)
            {
                page.Unlock();
                return false;
            }

            space.Replace(old, page);
            page.Unlock();
            return true;
        }
        """,
        """
        static bool Move([Requires(State.Confirmed)] PipeBuffer buffer, AddressSpace space, Page old)
        {
            // Only the steal tells.
            if (buffer.Length != old.Size || !buffer.TrySteal(out Page? page))
                return false; // still in its pipe
            if (page.MapCount != 0)
            {
                page.Unlock();
                return false;
            }

            space.Replace(old, page);
            page.Unlock();
            return true;
        }
        """);

    [Fact]
    public Task Asks_the_buffer_for_the_size_of_its_page() => FixTest<AskBeforeSteal>.VerifyAsync(
        """
        static bool Move(PipeBuffer buffer, AddressSpace space, Page old)
        {
            if (buffer.Length != old.Size || buffer.Confirm() != ConfirmResult.Good || !buffer.TrySteal(out Page? page))
                return false;
            if ({|PGM1004:page.Size|} != old.Size || page.MapCount != 0)
            {
                page.Unlock();
                return false;
            }

            space.Replace(old, page);
            page.Unlock();
            return true;
        }
        """,
        """
        static bool Move(PipeBuffer buffer, AddressSpace space, Page old)
        {
            if (buffer.Length != old.Size || buffer.Confirm() != ConfirmResult.Good || buffer.Page.Size != old.Size || !buffer.TrySteal(out Page? page))
                return false;
            if (page.MapCount != 0)
            {
                page.Unlock();
                return false;
            }

            space.Replace(old, page);
            page.Unlock();
            return true;
        }
        """);

    [Fact]
    public Task Fixes_all_in_one_pass_and_takes_out_a_check_of_which_nothing_is_left() => FixTest<AskBeforeSteal>.VerifyAsync(
        """
        static void Move([Requires(State.Confirmed)] PipeBuffer buffer, AddressSpace space, Page old)
        {
            if (!buffer.TrySteal(out Page? page))
                return;
            if ({|PGM1004:buffer.Length|} != old.Size || {|PGM1004:old.MapCount|} != 0)
            {
                page.Unlock();
                return;
            }

            if (page.MapCount == 0)
                space.Replace(old, page);
            page.Unlock();
        }
        """,
        """
        static void Move([Requires(State.Confirmed)] PipeBuffer buffer, AddressSpace space, Page old)
        {
            if (buffer.Length != old.Size || old.MapCount != 0 || !buffer.TrySteal(out Page? page))
                return;

            if (page.MapCount == 0)
                space.Replace(old, page);
            page.Unlock();
        }
        """);

    [Theory]
    [InlineData("return false;", "return true;", "")]
    [InlineData("return false;", "return false;", "Console.WriteLine(page);")]
    [InlineData("return false;", "return false; // too late", "")]
    public Task Is_not_offered_where_the_two_exits_differ_or_somebody_explains_them(string refused, string late, string between)
    {
        string code = $$"""
            static bool Move([Requires(State.Confirmed)] PipeBuffer buffer, AddressSpace space, Page old)
            {
                if (!buffer.TrySteal(out Page? page))
                    {{refused}}
                {{between}}
                if ({|PGM1004:buffer.Length|} != old.Size || page.MapCount != 0)
                {
                    page.Unlock();
                    {{late}}
                }

                space.Replace(old, page);
                page.Unlock();
                return true;
            }
            """;
        return FixTest<AskBeforeSteal>.VerifyAsync(code, code);
    }
}
