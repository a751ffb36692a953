using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace PageMove.Testing;

/// <summary>Writes C# at random that is full of what the rules guard, in every kind of statement. Much of it is wrong, and some does not compile.</summary>
internal sealed class RandomProgram(Random random)
{
    private const int MaximumDepth = 5;

    private static readonly string[] Variables = ["page", "other", "_field", "pages[i]", "array", "rented", "pages[^1]", "Property", "found"];
    private static readonly string[] Calls = ["Lock()", "Unlock()", "TryLock()", "AddReference()", "Release()", "MarkUpToDate()", "MarkDirty()", "IsUpToDate", "Span.Fill(1)", "Span[0]", "ToString()", "Dispose()"];
    private static readonly string[] Conditions = ["flag", "!flag", "i > 3", "page is null", "page is { IsUpToDate: true } found", "other is not null && flag", "flag || i == 2", "page.TryLock()", "(flag ? page : other) == other"];

    private static readonly string[] Labels = ["case 1:", "case Page { IsUpToDate: true } p:", "case (true, > 2):", "case null:", "default:"];

    private readonly StringBuilder _text = new();
    private int _names;

    /// <summary>A file with one class of some methods.</summary>
    public SourceText Write()
    {
        Line("using System; using System.Buffers; using System.Threading.Tasks; using System.Collections.Generic; using PageMove.Contracts; using PageMove.Pages; using PageMove.Pipes; using PageMove.Requests;");
        Line("class Random {");
        Line("Page? _field; Page Property { get; set; } = null!; static readonly ArrayPool<byte> Pool = ArrayPool<byte>.Shared;");
        for (int method = random.Next(2, 6); method > 0; method--)
        {
            string kind = Pick("static void", "void", "async Task", "IEnumerable<int>", "bool");
            Line($"{kind} M{_names++}({Pick("", "[Requires(State.Locked)] ", "[Balanced(State.Locked)] ", "ref ")}Page page, Page other, Page[] pages, bool flag, int i, byte[] array) {{");
            Line("byte[] rented = Pool.Rent(i);");
            Block(0);
            Line("}");
        }

        Line("}");
        return SourceText.From(_text.ToString(), Encoding.UTF8);
    }

    private void Block(int depth)
    {
        for (int count = random.Next(1, 5); count > 0; count--)
            Statement(depth);
    }

    private void Statement(int depth)
    {
        int kind = random.Next(depth < MaximumDepth ? 18 : 6);
        switch (kind)
        {
            case 0:
                Line(Pick("return;", "return true;", "yield return i;", "yield break;", "break;", "continue;", "throw new Exception();", "throw;", "goto done;", "done: ;"));
                break;
            case 1:
                Line($"{Pick(Variables)} = {Expression(depth)};");
                break;
            case 2:
                Line($"{Pick("Pool.Return(rented);", "Pool.Return(array);", "rented = Pool.Rent(i);", "(page, other) = (other, page);", "page ??= other;", "await Task.Yield();", "i++;", "flag = page.TryLock();", "_ = rented.AsSpan()[1..];")}");
                break;
            case 3 or 4 or 5:
                Line($"{Pick(Variables)}{Pick(".", "?.", "!.")}{Pick(Calls)};");
                break;
            case 6 or 7:
                Nested($"if ({Pick(Conditions)})", depth);
                if (random.Next(2) == 0)
                    Nested("else", depth);
                break;
            case 8:
                Nested(Pick($"while ({Pick(Conditions)})", "for (;; i++)", "foreach (Page found in pages)", "for (int k = 0; k < i; k++)", "do"), depth);
                break;
            case 9 or 10:
                Nested("try", depth);
                if (random.Next(2) == 0)
                    Nested(Pick("catch", "catch (Exception e) when (flag)", "catch (InvalidOperationException)"), depth);
                Nested("finally", depth);
                break;
            case 11:
                Nested($"lock ({Pick("pages", "this", "new System.Threading.Lock()")})", depth);
                break;
            case 12:
                Nested(Pick("using (Page used = page)", "using (other)", "unsafe", "checked", "fixed (byte* pointer = array)"), depth);
                break;
            case 13:
                Line($"switch ({Pick("i", "page", "(flag, i)", "other.IsUpToDate")}) {{");
                foreach (string label in Labels.Take(random.Next(6)))
                {
                    Line(label);
                    Block(depth + 1);
                    Line("break;");
                }

                Line("}");
                break;
            case 14:
                Nested($"{Pick("void", "async Task", "static void")} Local{_names++}({Pick("", "Page page", "[Requires(State.Locked)] Page inner")})", depth);
                break;
            case 15:
                Nested($"Action lambda{_names++} = {Pick("() =>", "async () =>", "delegate")}", depth);
                Line(";");
                break;
            case 16:
                Line($"var v{_names++} = {Expression(depth)};");
                break;
            default:
                Line($"Console.WriteLine($\"{{{Expression(depth)}}}\");");
                break;
        }
    }

    private string Expression(int depth) => (depth < MaximumDepth ? random.Next(9) : random.Next(3)) switch
    {
        0 => Pick(Variables),
        1 => Pick("null", "default", "new Page()", "pages[0]", "Pool.Rent(4)", "ref page", "out var found", "stackalloc byte[4]", "[page, other]", "this"),
        2 => $"{Pick(Variables)}{Pick(".", "?.")}{Pick(Calls)}",
        3 => $"(flag ? {Expression(depth + 1)} : {Expression(depth + 1)})",
        4 => $"({Expression(depth + 1)} ?? {Expression(depth + 1)})",
        5 => $"i switch {{ 1 => {Expression(depth + 1)}, > 4 when flag => {Expression(depth + 1)}, _ => {Expression(depth + 1)} }}",
        6 => $"({Expression(depth + 1)}, {Expression(depth + 1)})",
        7 => $"({Expression(depth + 1)} {Pick("+", "==", "&&", "is", "as")} {Expression(depth + 1)})",
        _ => $"new Func<Page>(() => {Expression(depth + 1)})",
    };

    private void Nested(string head, int depth)
    {
        Line(head + " {");
        Block(depth + 1);
        Line("}");
    }

    private void Line(string text) => _text.AppendLine(text);

    private string Pick(params string[] alternatives) => alternatives[random.Next(alternatives.Length)];
}
