using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace PageMove.Analyzers.Contracts;

/// <summary>An enum whose members have to be decided about one by one.</summary>
/// <param name="Type">The enum.</param>
/// <param name="Rule">The rule that a list breaks which leaves members out.</param>
/// <param name="IsFlags">Whether its values are combinations of members.</param>
/// <param name="Members">The members that count: of flags, those of one bit; of any other enum, one of each value.</param>
/// <param name="NamedBits">The bits that any member has.</param>
/// <param name="AllBits">The bits that a value of the enum can have.</param>
internal sealed record ExhaustiveEnum(
    INamedTypeSymbol Type, string Rule, bool IsFlags, ImmutableArray<EnumMember> Members, ulong NamedBits, ulong AllBits)
{
    /// <returns>Null where the type is no enum with such a contract.</returns>
    public static ExhaustiveEnum? Of(INamedTypeSymbol type)
    {
        ImmutableArray<AttributeData> attributes = type.GetAttributes();
        if (ContractAttributes.Named(attributes, ContractAttributes.Exhaustive).FirstOrDefault()?.StringAt(0) is not { } rule)
            return null;

        ulong allBits = BitsIn(type.EnumUnderlyingType);
        bool isFlags = attributes.Any(attribute => attribute.AttributeClass is { Name: "FlagsAttribute", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } });
        ulong namedBits = 0;
        ImmutableArray<EnumMember>.Builder members = ImmutableArray.CreateBuilder<EnumMember>();
        HashSet<ulong> seen = [];
        foreach (IFieldSymbol member in type.GetMembers().OfType<IFieldSymbol>())
        {
            if (!member.HasConstantValue || BitsOf(member.ConstantValue) is not { } constant)
                continue;
            ulong value = constant & allBits;
            namedBits |= value;
            if (seen.Add(value) && (!isFlags || IsOneBit(value)))
                members.Add(new(member.Name, value));
        }

        return new ExhaustiveEnum(type, rule, isFlags, members.ToImmutable(), namedBits, allBits);
    }

    /// <summary>The bits of a constant; null where it is no whole number.</summary>
    public static ulong? BitsOf(object? constant) => constant switch
    {
        sbyte value => unchecked((ulong)value),
        byte value => value,
        short value => unchecked((ulong)value),
        ushort value => value,
        int value => unchecked((ulong)value),
        uint value => value,
        long value => unchecked((ulong)value),
        ulong value => value,
        _ => null,
    };

    /// <summary>The members that a list of flags holds, or leaves out.</summary>
    public IEnumerable<string> MembersIn(ulong bits) => Members.Where(member => (member.Value & bits) == member.Value).Select(member => member.Name);

    private static ulong BitsIn(INamedTypeSymbol? number) => number?.SpecialType switch
    {
        SpecialType.System_Byte or SpecialType.System_SByte => byte.MaxValue,
        SpecialType.System_Int16 or SpecialType.System_UInt16 => ushort.MaxValue,
        SpecialType.System_Int32 or SpecialType.System_UInt32 => uint.MaxValue,
        _ => ulong.MaxValue,
    };

    private static bool IsOneBit(ulong value) => value != 0 && (value & unchecked(value - 1)) == 0;
}

/// <summary>A member of an enum.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its bits.</param>
internal sealed record EnumMember(string Name, ulong Value);
