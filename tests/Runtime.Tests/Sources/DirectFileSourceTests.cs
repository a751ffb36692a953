using System.Runtime.Versioning;
using PageMove.Sources;
using Runtime.Tests.Support;

namespace Runtime.Tests.Sources;

[SupportedOSPlatform("linux")]
public sealed class DirectFileSourceTests
{
    private const int PageSize = SourceScene.PageSize;

    // A file of a file system that refuses direct I/O wherever Linux runs.
    private const string Refusing = "/proc/version";

    [LinuxTheory]
    [InlineData(0, 0, 0)]
    [InlineData(1, 0, 1)]
    [InlineData(513, 0, 1)]
    [InlineData(PageSize, 1, 0)]
    [InlineData((5 * PageSize) + 1, 5, 1)]
    public async Task A_file_is_moved_page_by_page_and_its_unaligned_tail_copied(int length, int moved, int copied)
    {
        byte[] content = Pattern.Of(seed: 1, length);
        using var file = new TemporaryFile(content);
        await using var scene = new SourceScene(_ => new DirectFileSource(file.FilePath, allowBuffered: true));

        Assert.Equal(content, await scene.ReadAsync(0, length + 100));
        Assert.Equal((moved, copied), await scene.ReceiptsAsync());
    }

    [LinuxFact]
    public async Task A_file_that_became_shorter_ends_where_it_ends_now()
    {
        byte[] content = Pattern.Of(seed: 2, 4 * PageSize);
        using var file = new TemporaryFile(content);
        await using var scene = new SourceScene(_ => new DirectFileSource(file.FilePath, allowBuffered: true));
        file.SetLength(PageSize + 7);

        Assert.Equal(content[..(PageSize + 7)], await scene.ReadAsync(0, content.Length));
        Assert.Equal(PageSize + 7, scene.Source.Length);
    }

    [LinuxFact]
    public async Task The_kernel_says_that_the_file_is_open_for_direct_io()
    {
        using var file = new TemporaryFile([1]);
        await using var source = new DirectFileSource(file.FilePath, allowBuffered: true);
        string[] open = [.. Directory.GetFiles("/proc/self/fd").Where(link => TargetOf(link) == file.FilePath)];
        string flags = File.ReadLines($"/proc/self/fdinfo/{Path.GetFileName(Assert.Single(open))}").First(line => line.StartsWith("flags:", StringComparison.Ordinal));

        Assert.Equal(source.IsDirect, (Convert.ToInt32(flags["flags:".Length..].Trim(), 8) & DirectFileSource.DirectFlag) != 0);
    }

    [LinuxFact]
    public void A_file_system_that_refuses_is_told_clearly()
    {
        IOException error = Assert.Throws<IOException>(() => new DirectFileSource(Refusing));

        Assert.Contains("refuses direct I/O", error.Message, StringComparison.Ordinal);
    }

    [LinuxFact]
    public async Task A_file_system_that_refuses_is_read_through_the_kernels_cache_where_that_is_allowed()
    {
        await using var source = new DirectFileSource(Refusing, allowBuffered: true);

        Assert.False(source.IsDirect);
    }

    // Other tests close their files meanwhile.
    private static string? TargetOf(string link)
    {
        try
        {
            return File.ResolveLinkTarget(link, returnFinalTarget: false)?.FullName;
        }
        catch (IOException)
        {
            return null;
        }
    }
}
