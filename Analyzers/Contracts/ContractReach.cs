using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace PageMove.Analyzers.Contracts;

/// <summary>
/// Which assemblies can have contracts at all: those that declare the attributes, and those that reach such an assembly by what they refer to. Of the
/// framework's members, which most calls are of, no attribute is read.
/// </summary>
internal static class ContractReach
{
    // Each assembly's, as long as it lives: those that are referred to outlive the compilations of an editor.
    private static readonly ConditionalWeakTable<IAssemblySymbol, object> Answers = new();
    private static readonly object Within = true;
    private static readonly object Without = false;

    /// <summary>Whether the symbol, or what it overrides or implements, can have a contract.</summary>
    public static bool Includes(ISymbol symbol)
    {
        if (symbol.ContainingAssembly is not { } assembly)
            return true;
        if (!Answers.TryGetValue(assembly, out object? answer))
            answer = Answers.GetValue(assembly, static key => Reaches(key) ? Within : Without);
        return ReferenceEquals(answer, Within);
    }

    /// <summary>Not only what the assembly itself refers to: the attributes may have moved on from there.</summary>
    private static bool Reaches(IAssemblySymbol assembly)
    {
        HashSet<IAssemblySymbol> seen = new(SymbolEqualityComparer.Default) { assembly };
        Queue<IAssemblySymbol> open = new();
        open.Enqueue(assembly);
        while (open.Count > 0)
        {
            IAssemblySymbol next = open.Dequeue();
            if (Declares(next))
                return true;
            foreach (IModuleSymbol module in next.Modules)
            {
                foreach (IAssemblySymbol referred in module.ReferencedAssemblySymbols)
                {
                    if (seen.Add(referred))
                        open.Enqueue(referred);
                }
            }
        }

        return false;
    }

    private static bool Declares(IAssemblySymbol assembly)
    {
        foreach (INamespaceOrTypeSymbol outer in assembly.GlobalNamespace.GetMembers(ContractAttributes.OuterNamespace))
        {
            foreach (INamespaceOrTypeSymbol inner in outer.GetMembers(ContractAttributes.InnerNamespace).OfType<INamespaceOrTypeSymbol>())
            {
                if (inner.IsNamespace)
                    return true;
            }
        }

        return false;
    }
}
