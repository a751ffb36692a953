using System.Reflection;
using System.Reflection.Emit;
using PageMove.Pages;

namespace Runtime.Tests;

/// <summary>Dependencies between the runtime's rooms point one way.</summary>
public sealed class ArchitectureTests
{
    private static readonly Dictionary<string, string[]> AllowedArrows = new()
    {
        ["Contracts"] = [],
        ["Pages"] = ["Contracts"],
        ["Caching"] = ["Contracts", "Pages"],
        ["Pipes"] = ["Contracts", "Pages", "Caching"],
        ["Requests"] = ["Contracts", "Pages", "Caching"],
        ["Moving"] = ["Contracts", "Pages", "Caching", "Pipes", "Requests"],
        ["Diagnostics"] = ["Contracts", "Pages", "Caching", "Pipes", "Requests", "Moving"],
        ["Connections"] = ["Contracts", "Pages", "Caching", "Pipes", "Requests", "Moving", "Diagnostics"],
        ["Files"] = ["Contracts", "Pages", "Caching", "Pipes", "Requests", "Moving", "Diagnostics", "Connections"],
        ["Sources"] = ["Contracts", "Pages", "Caching", "Pipes", "Requests", "Moving", "Diagnostics", "Connections", "Files"],
    };

    private static readonly Dictionary<short, OpCode> OpCodesByValue = typeof(OpCodes)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => code.Value);

    public static TheoryData<string> Rooms => [.. AllowedArrows.Keys];

    [Theory, MemberData(nameof(Rooms))]
    public void A_room_uses_only_the_rooms_below_it(string room)
    {
        string[] wrong =
        [
            .. TypesIn(room)
                .SelectMany(type => TypesUsedBy(type).Select(used => (type, used)))
                .Where(use => RoomOf(use.used) is { } other && other != room && !AllowedArrows[room].Contains(other))
                .Select(use => $"{use.type} uses {use.used}")
                .Distinct(),
        ];

        Assert.Empty(wrong);
    }

    [Fact]
    public void Every_type_lives_in_a_room_that_is_listed() =>
        Assert.Equal(AllowedArrows.Keys.Order(), typeof(Page).Assembly.GetTypes().Select(RoomOf).OfType<string>().Distinct().Order());

    [Fact]
    public void The_test_sees_an_arrow_that_is_there() =>
        Assert.Contains(typeof(Page), TypesIn("Moving").SelectMany(TypesUsedBy));

    private static IEnumerable<Type> TypesIn(string room) => typeof(Page).Assembly.GetTypes().Where(type => RoomOf(type) == room);

    private static string? RoomOf(Type type) =>
        type.Namespace is { } name && name.StartsWith("PageMove.", StringComparison.Ordinal) ? name["PageMove.".Length..] : null;

    private static IEnumerable<Type> TypesUsedBy(Type type)
    {
        const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;
        IEnumerable<Type> declared = type.GetInterfaces().Append(type.BaseType ?? typeof(object)).Concat(type.GetFields(All).Select(field => field.FieldType));
        IEnumerable<Type> inMethods = type.GetMembers(All).OfType<MethodBase>().SelectMany(TypesUsedBy);
        return declared.Concat(inMethods).SelectMany(Unwrap);
    }

    private static IEnumerable<Type> TypesUsedBy(MethodBase method)
    {
        IEnumerable<Type> signature = method.GetParameters().Select(parameter => parameter.ParameterType);
        if (method is MethodInfo { ReturnType: { } result })
            signature = signature.Append(result);

        return method.GetMethodBody() is { } body
            ? signature.Concat(body.LocalVariables.Select(local => local.LocalType)).Concat(TypesInCode(method, body.GetILAsByteArray()!))
            : signature;
    }

    private static IEnumerable<Type> TypesInCode(MethodBase method, byte[] code)
    {
        Type[]? ofType = method.DeclaringType is { IsGenericType: true } type ? type.GetGenericArguments() : null;
        Type[]? ofMethod = method.IsGenericMethod ? method.GetGenericArguments() : null;
        for (int at = 0; at < code.Length;)
        {
            short value = code[at++];
            if (value == 0xFE)
                value = (short)((value << 8) | code[at++]);

            OpCode operation = OpCodesByValue[value];
            if (operation.OperandType is OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineType or OperandType.InlineTok)
            {
                MemberInfo? member = method.Module.ResolveMember(BitConverter.ToInt32(code, at), ofType, ofMethod);
                if ((member as Type ?? member?.DeclaringType) is { } used)
                    yield return used;
            }

            at += operation.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(code, at)),
                _ => 4,
            };
        }
    }

    private static IEnumerable<Type> Unwrap(Type type)
    {
        while (type.HasElementType)
            type = type.GetElementType()!;

        return type.IsGenericType ? type.GetGenericArguments().SelectMany(Unwrap).Append(type) : [type];
    }
}
