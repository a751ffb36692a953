using System.Diagnostics.CodeAnalysis;

namespace PageMove.Pages;

/// <summary>What is thrown at a use of a handle that was released.</summary>
internal static class ReleasedHandle
{
    [DoesNotReturn]
    internal static void Throw(string name, string? place) =>
        throw new ObjectDisposedException(
            name,
            place is null
                ? "It was released before; guard mode of the arena tells where."
                : $"It was released before. The first release:{Environment.NewLine}{place}");
}
