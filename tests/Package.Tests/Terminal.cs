using System.Diagnostics;
using System.Text;

namespace PageMove.PackageTests;

/// <summary>Runs a command in a pseudo terminal of its own, which util-linux's <c>script</c> makes, and types into it.</summary>
internal sealed class Terminal : IDisposable
{
    /// <summary>What a program writes to hide the cursor.</summary>
    public const string HideCursor = "\e[?25l";

    /// <summary>What a program writes to show it again.</summary>
    public const string ShowCursor = "\e[?25h";

    private readonly CancellationTokenSource _patience = new(TimeSpan.FromMinutes(5));
    private readonly StringBuilder _output = new();
    private readonly char[] _chunk = new char[4096];
    private readonly Process _process;

    /// <summary>Starts the command.</summary>
    public Terminal(string command)
    {
        // Whoever was started in the background ignores Ctrl-C, and would hand that down.
        var start = new ProcessStartInfo("script", ["--quiet", "--return", "--command", "env --default-signal=INT " + command, "/dev/null"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // On a build server a program is told not to expect anybody in front of a terminal.
        foreach (string name in start.Environment.Keys.Where(name => name is not ("PATH" or "HOME" or "DOTNET_ROOT")).ToList())
            start.Environment.Remove(name);
        start.Environment["TERM"] = "xterm-256color";
        start.Environment["DOTNET_NOLOGO"] = "1";
        start.Environment["LANG"] = "C.UTF-8";
        _process = Process.Start(start) ?? throw new InvalidOperationException("script did not start.");
    }

    /// <summary>Reads what the command writes until a text is there.</summary>
    /// <exception cref="InvalidOperationException">The command ended without it.</exception>
    public async Task WaitForAsync(string text)
    {
        while (!_output.ToString().Contains(text, StringComparison.Ordinal))
        {
            if (!await ReadAsync())
                throw new InvalidOperationException($"The command ended without '{text}':{Environment.NewLine}{_output}");
        }
    }

    /// <summary>Types keys.</summary>
    public async Task TypeAsync(string keys)
    {
        await _process.StandardInput.WriteAsync(keys.AsMemory(), _patience.Token);
        await _process.StandardInput.FlushAsync(_patience.Token);
    }

    /// <summary>Reads to the command's end.</summary>
    /// <returns>Its exit code, and all that it wrote to the terminal.</returns>
    public async Task<CommandResult> WaitForEndAsync()
    {
        while (await ReadAsync())
        {
        }

        await _process.WaitForExitAsync(_patience.Token);
        return new CommandResult(_process.ExitCode, _output.ToString(), Error: "");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.Dispose();
        _patience.Dispose();
    }

    private async Task<bool> ReadAsync()
    {
        int length = await _process.StandardOutput.ReadAsync(_chunk, _patience.Token);
        _output.Append(_chunk, 0, length);
        return length > 0;
    }
}
