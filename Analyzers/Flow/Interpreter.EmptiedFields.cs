using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace PageMove.Analyzers.Flow;

/// <summary>A field of <c>this</c> that is emptied first, and whose object is to be given back only then: nobody has it any more.</summary>
internal sealed partial class Interpreter
{
    /// <summary>The step that would have ended the object is done on nothing, because the function has just written null over the only name that it had for it.</summary>
    private void CheckEmptied(IOperation call, IOperation? receiver, ImmutableArray<Effect> effects)
    {
        if (_tracked is not TrackedObject.Initial { Variable: IFieldSymbol field }
            || effects.IsEmpty
            || !Automaton.IsKnown(_state)
            || !Automaton.Contains(_automaton.ForbidsLeaving, _state)
            || _facts.HoldsObject
            || receiver is not IFieldReferenceOperation { Instance: IInstanceReferenceOperation } mention
            || !SymbolEqualityComparer.Default.Equals(mention.Field, field)
            || !_facts[field].IsConstant(out object? constant)
            || constant is not null)
        {
            return;
        }

        foreach (Effect effect in effects)
        {
            if (effect.Target == EffectTarget.Receiver && _automaton.IsEnd(effect) && EmptiedBefore(call.Syntax, field) is { } emptied)
            {
                _observer.OnBreach(new BreachEvent(Breach.Left, 1u << _state, _state, new Place(emptied, field.Name), new Place(call.Syntax, field.Name)));
                _diverged = true;
                return;
            }
        }
    }

    /// <summary>
    /// Where null was written into the field, in a statement before the call's in the same block; null where something stands between them that may have had somebody else fill it.
    /// </summary>
    private static AssignmentExpressionSyntax? EmptiedBefore(SyntaxNode call, IFieldSymbol field)
    {
        if (call.FirstAncestorOrSelf<StatementSyntax>() is not { Parent: BlockSyntax block } statement)
            return null;
        for (int i = block.Statements.IndexOf(statement) - 1; i >= 0; i--)
        {
            if (block.Statements[i] is ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression, Right.RawKind: (int)SyntaxKind.NullLiteralExpression } assignment } && NameOf(assignment.Left) == field.Name)
                return assignment;
            if (block.Statements[i].DescendantNodes().Any(static node => node is InvocationExpressionSyntax or AwaitExpressionSyntax or YieldStatementSyntax or BaseObjectCreationExpressionSyntax))
                return null;
        }

        return null;

        static string? NameOf(ExpressionSyntax target) => target switch
        {
            IdentifierNameSyntax name => name.Identifier.ValueText,
            MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } member => member.Name.Identifier.ValueText,
            _ => null,
        };
    }
}
