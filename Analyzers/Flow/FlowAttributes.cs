using Microsoft.CodeAnalysis;

namespace PageMove.Analyzers.Flow;

/// <summary>What attributes say of control flow that the compiler's graph does not show.</summary>
internal static class FlowAttributes
{
    public static bool NeverReturns(IMethodSymbol method)
    {
        if (EndsProcess(method))
            return true;
        foreach (AttributeData attribute in method.GetAttributes())
        {
            if (IsFlowAttribute(attribute, "DoesNotReturnAttribute"))
                return true;
        }

        return false;
    }

    /// <summary>Whether calls of the method are left out of some builds.</summary>
    public static bool IsLeftOut(IMethodSymbol method)
        => method.GetAttributes().Any(static attribute => attribute.AttributeClass is { Name: "ConditionalAttribute", ContainingNamespace: { Name: "Diagnostics", ContainingNamespace.Name: "System" } });

    /// <summary>Whether the whole process ends in the method, so that no state is left to anybody.</summary>
    public static bool EndsProcess(IMethodSymbol method)
        => method.Name is "FailFast" or "Exit"
            && method.ContainingType is { Name: "Environment", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } };

    /// <summary>Whether the method only asks whether two names mean one object, which may be asked of any object.</summary>
    public static bool ComparesReferences(IMethodSymbol method)
        => method is { Name: nameof(ReferenceEquals), ContainingType.SpecialType: SpecialType.System_Object };

    /// <summary>Whether the method only sees to it that an argument is there.</summary>
    public static bool ThrowsIfNull(IMethodSymbol method) => method is { Name: "ThrowIfNull", ContainingType.Name: "ArgumentNullException" };

    /// <summary>The value of the argument upon which the method does not return; null where it always may.</summary>
    public static bool? DoesNotReturnIf(IParameterSymbol parameter)
    {
        if (parameter.Type.SpecialType != SpecialType.System_Boolean)
            return null;
        foreach (AttributeData attribute in parameter.GetAttributes())
        {
            if (IsFlowAttribute(attribute, "DoesNotReturnIfAttribute") && attribute.ConstructorArguments is [{ Value: bool value }])
                return value;
        }

        return null;
    }

    /// <summary>Whether the method returns only when the argument is not null.</summary>
    public static bool ProvesNotNull(IParameterSymbol parameter)
        => parameter.RefKind == RefKind.None && parameter.GetAttributes().Any(attribute => IsFlowAttribute(attribute, "NotNullAttribute"));

    /// <summary>The result upon which something comes out of an <c>out</c> parameter, and upon the opposite nothing; null where that is not said.</summary>
    public static bool? IsNotNullWhen(IParameterSymbol parameter)
    {
        foreach (AttributeData attribute in parameter.GetAttributes())
        {
            if (IsFlowAttribute(attribute, "NotNullWhenAttribute") && attribute.ConstructorArguments is [{ Value: bool value }])
                return value;
        }

        return null;
    }

    private static bool IsFlowAttribute(AttributeData attribute, string name)
        => attribute.AttributeClass is { } type
            && type.Name == name
            && type.ContainingNamespace.ToDisplayString() == "System.Diagnostics.CodeAnalysis";
}
