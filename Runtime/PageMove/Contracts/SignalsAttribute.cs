namespace PageMove.Contracts;

/// <summary>Says that calling the member, or assigning to the <c>ref</c> or <c>out</c> parameter, raises a signal.</summary>
/// <param name="signal">The signal, such as <see cref="Signal.CachePublish"/>.</param>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Property | AttributeTargets.Parameter, AllowMultiple = true)]
public sealed class SignalsAttribute(string signal) : Attribute
{
    /// <summary>The signal.</summary>
    public string Signal { get; } = signal;

    /// <summary>The result (a <see cref="bool"/> or an enum member) upon which the signal is raised. Without it: always.</summary>
    public object? When { get; init; }
}
