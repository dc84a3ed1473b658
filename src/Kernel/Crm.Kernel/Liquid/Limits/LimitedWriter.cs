using System.Text;

namespace Crm.Kernel.Liquid.Limits;

/// <summary>Takes a template's output up to the limit.</summary>
internal sealed class LimitedWriter(LiquidContext context) : TextWriter
{
    private readonly StringBuilder _text = new();
    private int _writes;

    public override Encoding Encoding => Encoding.Unicode;

    public override void Write(char value) => Room(1).Append(value);

    public override void Write(char[] buffer, int index, int count) => Room(count).Append(buffer, index, count);

    public override void Write(ReadOnlySpan<char> buffer) => Room(buffer.Length).Append(buffer);

    public override void Write(string? value) => Room(value?.Length ?? 0).Append(value);

    public override Task WriteAsync(char value)
    {
        Write(value);
        return Task.CompletedTask;
    }

    public override Task WriteAsync(string? value)
    {
        Write(value);
        return Task.CompletedTask;
    }

    public override Task WriteAsync(char[] buffer, int index, int count)
    {
        Write(buffer, index, count);
        return Task.CompletedTask;
    }

    public override Task WriteAsync(ReadOnlyMemory<char> buffer, CancellationToken cancellationToken = default)
    {
        Write(buffer.Span);
        return Task.CompletedTask;
    }

    public override Task FlushAsync() => Task.CompletedTask;

    public override string ToString() => _text.ToString();

    private StringBuilder Room(int count)
    {
        if (_text.Length + count > LiquidLimits.Characters)
        {
            throw new LiquidLimitException(LiquidLimit.Output);
        }

        if ((++_writes & 255) == 0)
        {
            context.CheckTime();
        }

        return _text;
    }
}
