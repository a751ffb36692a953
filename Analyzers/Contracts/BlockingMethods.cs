using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace PageMove.Analyzers.Contracts;

/// <summary>The methods that may block their thread: .NET's own, those with the attribute, and those that a project names in its <c>.editorconfig</c>.</summary>
internal sealed class BlockingMethods
{
    /// <summary>Names of methods, <c>Namespace.Type.Method</c>, between commas.</summary>
    public const string Option = "pagemove.PGM2005.blocking_methods";

    private static readonly ImmutableHashSet<string> Known = ImmutableHashSet.Create(
        StringComparer.Ordinal,
        "System.Threading.Thread.Sleep",
        "System.Threading.Thread.Join",
        "System.Threading.Tasks.Task.Wait",
        "System.Threading.Tasks.Task.WaitAll",
        "System.Threading.Tasks.Task.WaitAny",
        "System.Threading.Tasks.Task.Result",
        "System.Threading.Tasks.ValueTask.Result",
        "System.Runtime.CompilerServices.TaskAwaiter.GetResult",
        "System.Runtime.CompilerServices.ValueTaskAwaiter.GetResult",
        "System.Runtime.CompilerServices.ConfiguredTaskAwaitable.ConfiguredTaskAwaiter.GetResult",
        "System.Runtime.CompilerServices.ConfiguredValueTaskAwaitable.ConfiguredValueTaskAwaiter.GetResult",
        "System.Threading.WaitHandle.WaitOne",
        "System.Threading.WaitHandle.WaitAll",
        "System.Threading.WaitHandle.WaitAny",
        "System.Threading.ManualResetEventSlim.Wait",
        "System.Threading.SemaphoreSlim.Wait",
        "System.Threading.CountdownEvent.Wait",
        "System.Threading.Barrier.SignalAndWait",
        "System.Threading.Monitor.Wait",
        "System.Console.ReadLine",
        "System.Console.ReadKey");

    private static readonly SymbolDisplayFormat FullName = new(
        SymbolDisplayGlobalNamespaceStyle.Omitted, SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces);

    private readonly ImmutableHashSet<string> _names;

    private BlockingMethods(ImmutableHashSet<string> names) => _names = names;

    public static BlockingMethods None { get; } = new(Known);

    /// <summary>The option as it is written; empty where it is not.</summary>
    public static string OptionIn(AnalyzerConfigOptions options) => options.TryGetValue(Option, out string? value) ? value : string.Empty;

    /// <summary>Reads the option; an entry that is not a full name of a method is passed over.</summary>
    public static BlockingMethods In(AnalyzerConfigOptions options)
    {
        string[] names = [.. OptionIn(options).Split(',').Select(entry => entry.Trim()).Where(IsFullName)];
        return names.Length == 0 ? None : new BlockingMethods(Known.Union(names));
    }

    public bool Contains(IMethodSymbol method)
    {
        ISymbol member = method.AssociatedSymbol ?? method;
        return _names.Contains(member.ContainingType?.OriginalDefinition.ToDisplayString(FullName) + "." + member.Name)
            || ContractAttributes.Named(ContractAttributes.OfMember(method), ContractAttributes.Blocks).Any();
    }

    private static bool IsFullName(string entry)
    {
        string[] parts = entry.Split('.');
        return parts.Length > 1 && parts.All(SyntaxFacts.IsValidIdentifier);
    }
}
