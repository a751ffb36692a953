using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PageMove.Analyzers.Flow;

/// <summary>Whether code may run under a lock that is a member of an object. In doubt it may.</summary>
internal static class LockScope
{
    /// <param name="code">The code that is asked about.</param>
    /// <param name="owner">The type of the object that has the lock.</param>
    /// <param name="lockMember">The name of the member that is the lock.</param>
    /// <param name="model">What knows the types of the code; null where nobody does.</param>
    /// <returns>False only where no <c>lock</c> statement for such a lock is around the code, and its method takes the lock in no other way.</returns>
    public static bool MayHold(SyntaxNode code, ITypeSymbol? owner, string lockMember, SemanticModel? model)
    {
        SyntaxNode? method = null;
        foreach (SyntaxNode node in code.Ancestors())
        {
            if (node is LockStatementSyntax { Expression: var locked } && (model is null || !(IsOfOtherKind(model.GetTypeInfo(locked).Type, owner, lockMember) || IsMadeForItself(model.GetSymbolInfo(locked).Symbol))))
                return true;
            if (node is MemberDeclarationSyntax and not BaseTypeDeclarationSyntax)
            {
                method = node;
                break;
            }
        }

        // EnterScope, Enter, Monitor, a local that names the lock: wherever it is mentioned but in a lock statement, somebody may hold it here.
        return method is null || method.DescendantNodes().OfType<IdentifierNameSyntax>().Any(
            name => name.Identifier.ValueText == lockMember && !IsLocked(name));
    }

    /// <summary>Whether the method is the one that a <c>lock</c> statement enters its lock by.</summary>
    public static bool IsEntered(IMethodSymbol method)
        => method is { Name: "Enter", ContainingType: { Name: "Monitor" } } or { Name: "EnterScope", ContainingType: { Name: "Lock" } } && method.ContainingNamespace is { Name: "Threading", ContainingNamespace: { Name: "System" } };

    /// <summary>Whether what is locked is no <c>System.Threading.Lock</c> although the member is one: under another type it would not be locked as that.</summary>
    private static bool IsOfOtherKind(ITypeSymbol? locked, ITypeSymbol? owner, string lockMember)
        => locked is not (null or ITypeParameterSymbol or { TypeKind: TypeKind.Error })
            && owner?.GetMembers(lockMember) is [IPropertySymbol or IFieldSymbol] and [var member]
            && ((member as IPropertySymbol)?.Type ?? ((IFieldSymbol)member).Type) is { Name: "Lock", ContainingNamespace: { Name: "Threading", ContainingNamespace.Name: "System" } } own
            && !SymbolEqualityComparer.Default.Equals(locked, own);

    /// <summary>Whether what is locked is a field that keeps what it was made with: that lock is nobody else's.</summary>
    private static bool IsMadeForItself(ISymbol? locked)
        => locked is IFieldSymbol { IsReadOnly: true, DeclaringSyntaxReferences: [{ } declaration] }
            && declaration.GetSyntax() is VariableDeclaratorSyntax { Initializer.Value: BaseObjectCreationExpressionSyntax };

    private static bool IsLocked(SyntaxNode lockName)
    {
        SyntaxNode whole = lockName.Parent is MemberAccessExpressionSyntax access ? access : lockName;
        return whole.Parent is LockStatementSyntax;
    }
}
