using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Runtime.ExceptionServices;
using PageMove.Pages;
using PageMove.Pipes;

namespace PageMove.Mutants;

/// <summary>One run of a method in guard mode.</summary>
internal static class Trial
{
    // A lock that nobody gives back is waited for in vain; everything else is over in microseconds.
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(120);

    private static readonly Outcome Endless = new(null, "it never ends", null);

    // What a mutant hands to the thread pool fails there, and shall not end the process.
    static Trial() => ExceptionHandling.SetUnhandledExceptionHandler(static _ => true);

    /// <summary>Runs the method in a scene of its own.</summary>
    /// <returns><see langword="null"/> when the scene has not got what the method asks for, or the arrival is no other one for what it asks for.</returns>
    public static Outcome? Run(MethodInfo method, Circumstances circumstances, Arrival arrival = default)
    {
        var scene = new Scene(circumstances, arrival);
        object? receiver = null;
        if (!method.IsStatic && !TryConstruct(scene, method.DeclaringType!, out receiver))
            return null;
        if (!TryMakeAll(scene, method.GetParameters(), out object?[] arguments))
            return null;
        if (!scene.HasUsedArrival)
            return null;
        scene.Begin();

        // Who waits for ever is left behind; he ends with the process, which is one file's.
        Outcome outcome = Endless;
        var leash = new Leash();
        var thread = new Thread(() =>
        {
            leash.Hold();
            outcome = Invoke(method, receiver, arguments, scene);
        }) { IsBackground = true };
        thread.Start();
        if (thread.Join(Patience))
            return outcome;
        leash.Pull();
        return Endless;
    }

    private static Outcome Invoke(MethodInfo method, object? receiver, object?[] arguments, Scene scene)
    {
        try
        {
            object? result = Complete(method.Invoke(receiver, BindingFlags.DoNotWrapExceptions, null, arguments, null));
            if (result is Page or PipeBuffer)
                scene.Receive(result, method.ReturnParameter);
            foreach (ParameterInfo parameter in method.GetParameters())
            {
                if (parameter.IsOut && arguments[parameter.Position] is Page or PipeBuffer)
                    scene.Receive(arguments[parameter.Position], parameter);
            }

            return new Outcome(result is not null && IsPlain(result) ? result : null, null, scene.Observe());
        }
#pragma warning disable CA1031 // What it throws is the outcome.
        catch (Exception error)
#pragma warning restore CA1031
        {
            return new Outcome(null, error.GetType().Name, ObserveAfter(scene));
        }
    }

    private static string? ObserveAfter(Scene scene)
    {
        try
        {
            return scene.Observe();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static object? Complete(object? result)
    {
        switch (result)
        {
            case Task task:
                task.Wait();
                return task.GetType().GetProperty("Result")?.GetValue(task);
            case ValueTask task:
                task.AsTask().Wait();
                return null;
            case IEnumerable sequence and not string:
                foreach (object? _ in sequence)
                {
                }

                return null;
            default:
                return result;
        }
    }

    private static bool IsPlain(object value) => value is bool or int or long or Enum;

    private static bool TryMakeAll(Scene scene, ParameterInfo[] parameters, out object?[] arguments)
    {
        arguments = new object?[parameters.Length];
        foreach (ParameterInfo parameter in parameters)
        {
            if (!parameter.IsOut && !scene.TryMake(parameter.ParameterType, parameter.Name!, parameter, out arguments[parameter.Position]))
                return false;
            if (parameter.ParameterType.IsByRef && !parameter.IsOut)
            {
                object?[] made = arguments;
                scene.Follow(made[parameter.Position], () => made[parameter.Position]);
            }
        }

        return true;
    }

    private static bool TryConstruct(Scene scene, Type type, out object? instance)
    {
        instance = null;
        if (type.IsAbstract || type.ContainsGenericParameters)
            return false;
        foreach (ConstructorInfo constructor in type.GetConstructors(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic).OrderBy(constructor => constructor.GetParameters().Length))
        {
            if (!TryMakeAll(scene, constructor.GetParameters(), out object?[] arguments))
                continue;
            instance = constructor.Invoke(arguments);
            foreach (FieldInfo field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
            {
                if (field.GetValue(instance) is null && field.FieldType.Namespace?.StartsWith("PageMove", StringComparison.Ordinal) == true && scene.TryMake(field.FieldType, field.Name, null, out object? value))
                {
                    field.SetValue(instance, value);
                    object made = instance;
                    scene.Follow(value, () => field.GetValue(made));
                }
            }

            return true;
        }

        return false;
    }
}

/// <summary>How a run ended.</summary>
/// <param name="Result">What it returned, as far as that can be compared.</param>
/// <param name="Failure">The exception's name, or that it never ended.</param>
/// <param name="Holdings">Who held what afterwards; <see langword="null"/> when that could not be told.</param>
internal readonly record struct Outcome(object? Result, string? Failure, string? Holdings)
{
    /// <summary>The references that nobody answers for.</summary>
    public int References => Pages.Sum(page => int.Parse(page.TrimEnd(Scene.LockedMark), CultureInfo.InvariantCulture));

    /// <summary>The locks that nobody answers for, but the request's.</summary>
    public int Locks => Pages.Count(page => page.EndsWith(Scene.LockedMark));

    private string[] Pages => Holdings?.Split(Scene.EndOfPages)[0].Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];

    /// <summary>What shows that a mutant is wrong where the original was right; <see langword="null"/> when nothing does.</summary>
    public string? WrongBeside(Outcome original)
    {
        if (Failure is not null && Failure != original.Failure)
            return Failure;
        return Equals(Result, original.Result) && Failure == original.Failure && Holdings != original.Holdings ? $"left {Holdings}; the original left {original.Holdings}" : null;
    }
}
