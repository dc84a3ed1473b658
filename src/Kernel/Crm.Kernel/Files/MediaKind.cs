namespace Crm.Kernel.Files;

/// <summary>How a file is shown.</summary>
public enum MediaUse
{
    /// <summary>A picture.</summary>
    Picture,

    /// <summary>A sound.</summary>
    Sound,

    /// <summary>A film.</summary>
    Film,

    /// <summary>A PDF.</summary>
    Pdf,

    /// <summary>Anything else: only ever downloaded.</summary>
    Document,
}

/// <summary>What an extension says of a file: its media type, how it is shown, and how its content must begin.</summary>
public sealed class MediaKind
{
    /// <summary>So many bytes of a file are enough to know its kind.</summary>
    public const int HeadLength = 4096;

    private static readonly Dictionary<string, MediaKind> s_byExtension = new(StringComparer.OrdinalIgnoreCase)
    {
        [".jpg"] = Picture("image/jpeg", head => head.StartsWith<byte>([0xFF, 0xD8, 0xFF])),
        [".jpeg"] = Picture("image/jpeg", head => head.StartsWith<byte>([0xFF, 0xD8, 0xFF])),
        [".png"] = Picture("image/png", head => head.StartsWith<byte>([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])),
        [".gif"] = Picture("image/gif", head => head.StartsWith("GIF87a"u8) || head.StartsWith("GIF89a"u8)),
        [".ico"] = Picture("image/x-icon", head => head.StartsWith<byte>([0, 0, 1, 0])),
        [".webp"] = Picture("image/webp", head => IsRiff(head, "WEBP"u8)),
        [".avif"] = Picture("image/avif", IsBoxed),
        [".svg"] = new("image/svg+xml", MediaUse.Document, head => IsText(head) && head.IndexOf("<svg"u8) >= 0),
        [".pdf"] = new("application/pdf", MediaUse.Pdf, head => head[..Math.Min(head.Length, 1024)].IndexOf("%PDF-"u8) >= 0),
        [".mp3"] = Sound("audio/mpeg", head => head.StartsWith("ID3"u8) || (head.Length > 1 && head[0] == 0xFF && (head[1] & 0xE0) == 0xE0)),
        [".m4a"] = Sound("audio/mp4", IsBoxed),
        [".ogg"] = Sound("audio/ogg", head => head.StartsWith("OggS"u8)),
        [".wav"] = Sound("audio/wav", head => IsRiff(head, "WAVE"u8)),
        [".mp4"] = Film("video/mp4", IsBoxed),
        [".m4v"] = Film("video/mp4", IsBoxed),
        [".mov"] = Film("video/quicktime", IsBoxed),
        [".webm"] = Film("video/webm", head => head.StartsWith<byte>([0x1A, 0x45, 0xDF, 0xA3])),
        [".doc"] = Document("application/msword", IsOldOffice),
        [".xls"] = Document("application/vnd.ms-excel", IsOldOffice),
        [".ppt"] = Document("application/vnd.ms-powerpoint", IsOldOffice),
        [".docx"] = Document("application/vnd.openxmlformats-officedocument.wordprocessingml.document", IsZip),
        [".xlsx"] = Document("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", IsZip),
        [".pptx"] = Document("application/vnd.openxmlformats-officedocument.presentationml.presentation", IsZip),
        [".odt"] = Document("application/vnd.oasis.opendocument.text", IsZip),
        [".ods"] = Document("application/vnd.oasis.opendocument.spreadsheet", IsZip),
        [".zip"] = Document("application/zip", IsZip),
        [".csv"] = Document("text/csv; charset=utf-8", IsText),
        [".txt"] = Document("text/plain; charset=utf-8", IsText),
    };

    // Served as bytes without a meaning, whatever they hold.
    private static readonly MediaKind s_other = new("application/octet-stream", MediaUse.Document, _ => true);

    private readonly Func<ReadOnlySpan<byte>, bool> _begins;

    private MediaKind(string contentType, MediaUse use, Func<ReadOnlySpan<byte>, bool> begins) => (ContentType, Use, _begins) = (contentType, use, begins);

    /// <summary>The media type.</summary>
    public string ContentType { get; }

    /// <summary>How it is shown.</summary>
    public MediaUse Use { get; }

    /// <summary>Whether a browser may show it in place; everything else is downloaded.</summary>
    public bool IsShown => Use != MediaUse.Document;

    /// <summary>The kind of a file by its name.</summary>
    public static MediaKind Of(string path) => s_byExtension.GetValueOrDefault(Path.GetExtension(path), s_other);

    /// <summary>Whether a file that begins so is of this kind.</summary>
    public bool Fits(ReadOnlySpan<byte> head) => _begins(head);

    private static MediaKind Picture(string type, Func<ReadOnlySpan<byte>, bool> begins) => new(type, MediaUse.Picture, begins);

    private static MediaKind Sound(string type, Func<ReadOnlySpan<byte>, bool> begins) => new(type, MediaUse.Sound, begins);

    private static MediaKind Film(string type, Func<ReadOnlySpan<byte>, bool> begins) => new(type, MediaUse.Film, begins);

    private static MediaKind Document(string type, Func<ReadOnlySpan<byte>, bool> begins) => new(type, MediaUse.Document, begins);

    private static bool IsRiff(ReadOnlySpan<byte> head, ReadOnlySpan<byte> form) => head.StartsWith("RIFF"u8) && head.Length >= 12 && head[8..].StartsWith(form);

    private static bool IsZip(ReadOnlySpan<byte> head) => head.StartsWith("PK\x03\x04"u8);

    private static bool IsOldOffice(ReadOnlySpan<byte> head) => head.StartsWith<byte>([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]);

    // Boxes of ISO media files: four bytes of length, four letters.
    private static bool IsBoxed(ReadOnlySpan<byte> head)
        => head.Length >= 8 && head.Slice(4, 4) is var box && (box.SequenceEqual("ftyp"u8) || box.SequenceEqual("moov"u8) || box.SequenceEqual("mdat"u8) || box.SequenceEqual("wide"u8) || box.SequenceEqual("free"u8));

    private static bool IsText(ReadOnlySpan<byte> head) => head.IndexOf((byte)0) < 0 || head.StartsWith<byte>([0xFF, 0xFE]) || head.StartsWith<byte>([0xFE, 0xFF]);
}
