using Runtime.Tests.Support;

namespace Runtime.Tests.Files;

/// <summary>A cached file as a stream.</summary>
public sealed class StreamTests
{
    private const int PageSize = CacheScene.PageSize;

    [Fact]
    public async Task It_is_copied_whole()
    {
        await using var scene = new CacheScene(filePages: 5, extraBytes: 17);
        using Stream stream = scene.File.AsStream();
        using var copy = new MemoryStream();

        await stream.CopyToAsync(copy);

        Assert.Equal(scene.Content, copy.ToArray());
    }

    [Fact]
    public async Task It_is_read_piece_by_piece()
    {
        await using var scene = new CacheScene(filePages: 5, extraBytes: 17);
        using Stream stream = scene.File.AsStream();
        byte[] bytes = new byte[scene.Content.Length];
        int at = 0;
        while (await stream.ReadAsync(bytes.AsMemory(at, Math.Min(1000, bytes.Length - at))) is > 0 and int read)
            at += read;

        Assert.Equal(scene.Content, bytes);
    }

    [Fact]
    public async Task It_is_read_without_async_too()
    {
        await using var scene = new CacheScene(filePages: 2);
        using Stream stream = scene.File.AsStream();
        byte[] bytes = new byte[scene.Content.Length];

        stream.ReadExactly(bytes);

        Assert.Equal(scene.Content, bytes);
        Assert.Equal(0, stream.ReadByte() + 1);
    }

    [Fact]
    public async Task It_seeks()
    {
        await using var scene = new CacheScene(filePages: 2);
        using Stream stream = scene.File.AsStream();

        stream.Seek(-10, SeekOrigin.End);
        stream.Seek(3, SeekOrigin.Current);

        Assert.Equal(scene.Content[^7..], await ReadRestAsync(stream));
        Assert.Throws<IOException>(() => stream.Seek(-1, SeekOrigin.Begin));
    }

    [Fact]
    public async Task Two_streams_of_one_file_have_positions_of_their_own()
    {
        await using var scene = new CacheScene(filePages: 2);
        using Stream one = scene.File.AsStream();
        using Stream other = scene.File.AsStream();
        one.Position = PageSize;

        Assert.Equal(scene.Content, await ReadRestAsync(other));
    }

    [Fact]
    public async Task It_cannot_be_written()
    {
        await using var scene = new CacheScene();
        using Stream stream = scene.File.AsStream();

        Assert.False(stream.CanWrite);
        Assert.Throws<NotSupportedException>(() => stream.WriteByte(1));
        Assert.Throws<NotSupportedException>(() => stream.SetLength(1));
    }

    [Fact]
    public async Task A_disposed_stream_leaves_the_file_open()
    {
        await using var scene = new CacheScene();
        Stream stream = scene.File.AsStream();
        stream.Dispose();

        Assert.Throws<ObjectDisposedException>(() => stream.ReadByte());
        Assert.Equal(scene.Content[..1], await scene.ReadAsync(0, 1));
    }

    [Fact]
    public async Task A_length_that_is_not_known_yet_cannot_be_asked_for()
    {
        await using var scene = new CacheScene(tellsLength: false);
        using Stream stream = scene.File.AsStream();

        Assert.Throws<NotSupportedException>(() => stream.Length);
    }

    private static async Task<byte[]> ReadRestAsync(Stream stream)
    {
        using var rest = new MemoryStream();
        await stream.CopyToAsync(rest);
        return rest.ToArray();
    }
}
