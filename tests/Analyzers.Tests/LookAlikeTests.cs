using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Analyzers.Tests;

/// <summary>A protocol belongs to a type, not to a name; a contract belongs to a name, whoever defines the attribute.</summary>
public sealed class LookAlikeTests
{
    private const string DoorType = """
        [PageMove.Contracts.Protocol("door lock", "Unlocked", "Locked")]
        [PageMove.Contracts.Rule("PGM2001", PageMove.Contracts.Breach.Repeated, "Unlocked")]
        [PageMove.Contracts.Rule("PGM2003", PageMove.Contracts.Breach.Left, "Locked")]
        public sealed class Door
        {
            [PageMove.Contracts.Produces("Locked")]
            public void Lock() { }

            [PageMove.Contracts.Requires("Locked"), PageMove.Contracts.Produces("Unlocked")]
            public void Unlock() { }
        }
        """;

    private const string DoorUses = """
        public static class Uses
        {
            public static void LeaveLocked(Door door) => door.Lock();

            public static void UnlockTwice(Door door)
            {
                door.Lock();
                door.Unlock();
                door.Unlock();
            }
        }
        """;

    [Fact]
    public async Task A_pool_of_the_same_name_in_another_namespace_has_no_protocol() => Assert.Empty(await RulesAsync(
        [],
        """
        namespace Acme;

        public sealed class ArrayPool<T>
        {
            public static ArrayPool<T> Shared { get; } = new();
            public T[] Rent(int length) => new T[length];
            public void Return(T[] array) { }
        }

        public static class Uses
        {
            public static byte Twice()
            {
                byte[] array = ArrayPool<byte>.Shared.Rent(1);
                ArrayPool<byte>.Shared.Return(array);
                ArrayPool<byte>.Shared.Return(array);
                return array[0];
            }
        }
        """));

    [Fact]
    public async Task A_pool_of_the_same_full_name_in_the_project_itself_has_no_protocol() => Assert.Empty(await RulesAsync(
        [],
        """
        namespace System.Buffers
        {
            public sealed class ArrayPool<T>
            {
                public static ArrayPool<T> Shared { get; } = new();
                public T[] Rent(int length) => new T[length];
                public void Return(T[] array) { }
            }
        }

        namespace Acme
        {
            public static class Uses
            {
                public static byte Twice()
                {
                    byte[] array = System.Buffers.ArrayPool<byte>.Shared.Rent(1);
                    System.Buffers.ArrayPool<byte>.Shared.Return(array);
                    System.Buffers.ArrayPool<byte>.Shared.Return(array);
                    return array[0];
                }
            }
        }
        """));

    [Fact]
    public async Task A_pool_that_derives_from_ArrayPool_has_its_protocol() => Assert.Equal(["PGM5001", "PGM5002"], await RulesAsync(
        [],
        """
        using System.Buffers;

        public sealed class CountingPool : ArrayPool<byte>
        {
            public override byte[] Rent(int minimumLength) => new byte[minimumLength];
            public override void Return(byte[] array, bool clearArray = false) { }
        }

        public static class Uses
        {
            public static byte Twice(CountingPool pool)
            {
                byte[] array = pool.Rent(1);
                pool.Return(array);
                pool.Return(array);
                return array[0];
            }
        }
        """));

    [Fact]
    public async Task A_page_of_another_library_has_no_protocol() => Assert.Empty(await RulesAsync(
        [Runtime],
        """
        namespace Acme.Pages;

        public sealed class Page
        {
            public void Lock() { }
            public void Unlock() { }
            public void Release() { }
        }

        public static class Uses
        {
            public static void Misuse(Page page)
            {
                page.Unlock();
                page.Unlock();
                page.Release();
                page.Release();
                page.Lock();
            }
        }
        """));

    [Fact]
    public async Task Attributes_of_the_same_names_in_another_namespace_are_no_contract() => Assert.Empty(await RulesAsync(
        [], PastedAttributes.Replace("PageMove.Contracts", "Acme.Contracts", StringComparison.Ordinal), DoorType.Replace("PageMove.Contracts", "Acme.Contracts", StringComparison.Ordinal), DoorUses));

    [Fact]
    public async Task Pasted_attributes_need_no_reference_to_the_runtime()
        => Assert.Equal(["PGM2001", "PGM2003"], await RulesAsync([], PastedAttributes, DoorType, DoorUses));

    [Fact]
    public async Task Pasted_attributes_and_the_runtimes_own_do_not_disturb_each_other() => Assert.Equal(["PGM2001", "PGM2003", "PGM2003"], await RulesAsync(
        [Runtime],
        PastedAttributes,
        DoorType,
        DoorUses,
        "public static class PageUses { public static void LeaveLocked(PageMove.Pages.Page page) => page.Lock(); }"));

    [Fact]
    public async Task Attributes_pasted_into_a_library_are_contracts_for_those_who_refer_to_it()
        => Assert.Equal(["PGM2001", "PGM2003"], await RulesAsync([Library("Doors", PastedAttributes, DoorType)], DoorUses));

    [Fact]
    public async Task Libraries_that_each_pasted_the_attributes_are_both_contracts() => Assert.Equal(["PGM2001", "PGM2001", "PGM2003", "PGM2003"], await RulesAsync(
        [Library("Doors", PastedAttributes, DoorType), Library("Gates", PastedAttributes, DoorType.Replace("class Door", "class Gate", StringComparison.Ordinal))],
        DoorUses,
        DoorUses.Replace("class Uses", "class GateUses", StringComparison.Ordinal).Replace("Door ", "Gate ", StringComparison.Ordinal)));

    [Fact]
    public async Task An_enum_needs_no_more_than_the_one_attribute_pasted() => Assert.Equal(["PGM4008"], await RulesAsync(
        [],
        """
        using System;

        namespace PageMove.Contracts
        {
            internal sealed class ExhaustiveAttribute(string rule) : Attribute
            {
                public string Rule { get; } = rule;
            }
        }

        [Flags]
        [PageMove.Contracts.Exhaustive("PGM4008")]
        internal enum Rights { Read = 1, Write = 2, Delete = 4 }

        internal static class Uses
        {
            public static bool IsHarmless(Rights rights) => (rights & ~(Rights.Read | Rights.Write)) == 0;
        }
        """));

    private static PortableExecutableReference Runtime => MetadataReference.CreateFromFile(typeof(PageMove.Contracts.State).Assembly.Location);

    private static string PastedAttributes { get; } = PasteAttributes();

    private static async Task<string[]> RulesAsync(MetadataReference[] references, params string[] sources)
        => [.. (await AnalyzerDriver.AnalyzeAsync(Compile("Analysed", references, sources))).Select(diagnostic => diagnostic.Id).Order(StringComparer.Ordinal)];

    private static PortableExecutableReference Library(string name, params string[] sources)
    {
        using MemoryStream image = new();
        Assert.True(Compile(name, [], sources).Emit(image).Success);
        return MetadataReference.CreateFromImage(image.ToArray());
    }

    private static CSharpCompilation Compile(string name, MetadataReference[] references, string[] sources)
        => AnalyzerDriver.Compile([.. sources.Select((source, number) => ($"Source{number}.cs", SourceText.From(source, Encoding.UTF8)))])
            .WithAssemblyName(name)
            .WithReferences([.. AnalyzerDriver.FrameworkReferences, .. references]);

    // As a project without a reference to the runtime has them: in its own assembly, and nobody else's business.
    private static string PasteAttributes()
    {
        StringBuilder source = new("using System;\nnamespace PageMove.Contracts\n{\n");
        foreach (string path in Directory.EnumerateFiles(Path.Combine(RepositoryRoot.Path, "Runtime", "PageMove", "Contracts"), "*.cs"))
        {
            source.AppendLine(File.ReadAllText(path)
                .Replace("namespace PageMove.Contracts;", string.Empty, StringComparison.Ordinal)
                .Replace("public sealed class", "internal sealed class", StringComparison.Ordinal)
                .Replace("public static class", "internal static class", StringComparison.Ordinal)
                .Replace("public enum", "internal enum", StringComparison.Ordinal));
        }

        return source.Append('}').ToString();
    }
}
