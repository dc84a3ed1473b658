using System.Buffers;
using System.IO.Pipelines;
using System.Text;

namespace Crm.Contacts.Import;

/// <summary>A file's text in whatever encoding it came, read as a stream.</summary>
/// <param name="Reader">The text.</param>
/// <param name="Sample">The first characters, for guessing the separator.</param>
/// <param name="EncodingName">The encoding's name.</param>
internal sealed record CsvText(TextReader Reader, string Sample, string EncodingName)
{
    private const int SampleBytes = 32 * 1024;

    /// <summary>Opens the text. A stated encoding is believed; else a mark at the beginning, the pattern of zero bytes, or UTF-8 with Windows-1252 where a byte is not UTF-8.</summary>
    /// <exception cref="ImportRefusedException">There is no encoding of that name.</exception>
    public static async Task<CsvText> OpenAsync(Stream stream, string? stated, CancellationToken cancellationToken)
    {
        var pipe = PipeReader.Create(stream, new StreamPipeReaderOptions(leaveOpen: true));
        var read = await pipe.ReadAtLeastAsync(SampleBytes, cancellationToken);
        var sample = read.Buffer.Slice(0, Math.Min(read.Buffer.Length, SampleBytes)).ToArray();
        pipe.AdvanceTo(read.Buffer.Start);
        var encoding = string.IsNullOrWhiteSpace(stated) ? Guess(sample) : Named(stated);
        var text = encoding.GetString(sample);
        return new CsvText(new StreamReader(pipe.AsStream(), encoding, detectEncodingFromByteOrderMarks: true, bufferSize: SampleBytes), text.TrimStart('\uFEFF'), encoding.WebName);
    }

    internal static Encoding Guess(ReadOnlySpan<byte> sample)
    {
        if (sample.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]))
        {
            return Encoding.Unicode;
        }

        if (sample.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
        {
            return Encoding.BigEndianUnicode;
        }

        var (even, odd) = (0, 0);
        for (var i = 0; i < sample.Length; i++)
        {
            if (sample[i] == 0)
            {
                _ = i % 2 == 0 ? even++ : odd++;
            }
        }

        return odd > sample.Length / 8 ? Encoding.Unicode : even > sample.Length / 8 ? Encoding.BigEndianUnicode : Utf8Or1252();
    }

    private static Encoding Named(string name)
    {
        try
        {
            return name.ToLowerInvariant() switch
            {
                "windows-1252" or "cp1252" or "ansi" => CodePagesEncodingProvider.Instance.GetEncoding(1252)!,
                "utf-8" or "utf8" => Utf8Or1252(),
                _ => CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name),
            };
        }
        catch (ArgumentException)
        {
            throw new ImportRefusedException("encoding", "There is no encoding named “{0}”.", name);
        }
    }

    private static Encoding Utf8Or1252() => Encoding.GetEncoding("utf-8", EncoderFallback.ExceptionFallback, new Windows1252Fallback());
}

/// <summary>Reads each byte that is not UTF-8 as Windows-1252: files put together from several sources are common.</summary>
internal sealed class Windows1252Fallback : DecoderFallback
{
    private static readonly Encoding Windows1252 = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    public override int MaxCharCount => 4;

    public override DecoderFallbackBuffer CreateFallbackBuffer() => new Bytes();

    private sealed class Bytes : DecoderFallbackBuffer
    {
        private string _chars = "";
        private int _next;

        public override int Remaining => _chars.Length - _next;

        public override bool Fallback(byte[] bytesUnknown, int index)
        {
            (_chars, _next) = (Windows1252.GetString(bytesUnknown), 0);
            return _chars.Length > 0;
        }

        public override char GetNextChar() => _next < _chars.Length ? _chars[_next++] : '\0';

        public override bool MovePrevious() => _next > 0 && --_next >= 0;

        public override void Reset() => (_chars, _next) = ("", 0);
    }
}
