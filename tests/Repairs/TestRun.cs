using System.Reflection;
using System.Runtime.Loader;

namespace PageMove.Repairs;

/// <summary>Runs tests in this process, as xunit would.</summary>
internal static class TestRun
{
    /// <summary>Runs tests, up to the first that fails.</summary>
    /// <param name="names">Class and method of each, with commas between.</param>
    /// <param name="tests">The assembly that has the test.</param>
    /// <param name="others">Assemblies that it is to use instead of those of the same name that lie beside this one.</param>
    /// <returns>Why the test failed, or <see langword="null"/> when it passed.</returns>
    internal static string? Run(string names, string tests, IEnumerable<string> others)
    {
        var context = new Context(others);
        Type[] types = context.LoadFromAssemblyPath(tests).GetTypes();
        return names.Split(',').Select(name => Run(types, name)).FirstOrDefault(failure => failure is not null);
    }

    private static string? Run(Type[] types, string name)
    {
        string[] parts = name.Split('.');
        Type type = types.Single(type => type.Name == parts[0]);
        MethodInfo method = type.GetMethod(parts[1]) ?? throw new InvalidOperationException($"There is no test {name}.");
        IEnumerable<object[]> rows = method.IsDefined(typeof(TheoryAttribute)) ? RowsOf(method) : [[]];
        return rows.Select(row => Run(type, method, row)).FirstOrDefault(failure => failure is not null);
    }

    private static IEnumerable<object[]> RowsOf(MethodInfo method) => method.GetCustomAttributes<InlineDataAttribute>().SelectMany(data => data.GetData(method));

    private static string? Run(Type type, MethodInfo method, object[] arguments)
    {
        object?[] values = [.. method.GetParameters().Zip(arguments, (parameter, argument) => Convert.ChangeType(argument, parameter.ParameterType, null))];
        object test = Activator.CreateInstance(type)!;
        try
        {
            using var disposable = test as IDisposable;
            (method.Invoke(test, BindingFlags.DoNotWrapExceptions, binder: null, values, culture: null) as Task)?.GetAwaiter().GetResult();
            return null;
        }
#pragma warning disable CA1031 // Whatever it throws, the test failed.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            return failure.ToString();
        }
    }

    private sealed class Context : AssemblyLoadContext
    {
        private readonly Dictionary<string, Assembly> _loaded;

        internal Context(IEnumerable<string> others) => _loaded = others.Select(LoadFromAssemblyPath).ToDictionary(assembly => assembly.GetName().Name!);

        protected override Assembly? Load(AssemblyName assemblyName) => _loaded.GetValueOrDefault(assemblyName.Name!);
    }
}
