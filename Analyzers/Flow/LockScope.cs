using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PageMove.Analyzers.Flow;

/// <summary>Whether code may run under a lock that is a member of an object. In doubt it may.</summary>
internal static class LockScope
{
    /// <param name="code">The code that is asked about.</param>
    /// <param name="lockMember">The name of the member that is the lock.</param>
    /// <returns>False only where no <c>lock</c> statement is around the code, and its method takes the lock in no other way.</returns>
    public static bool MayHold(SyntaxNode code, string lockMember)
    {
        SyntaxNode? method = null;
        foreach (SyntaxNode node in code.Ancestors())
        {
            if (node is LockStatementSyntax)
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

    private static bool IsLocked(SyntaxNode lockName)
    {
        SyntaxNode whole = lockName.Parent is MemberAccessExpressionSyntax access ? access : lockName;
        return whole.Parent is LockStatementSyntax;
    }
}
