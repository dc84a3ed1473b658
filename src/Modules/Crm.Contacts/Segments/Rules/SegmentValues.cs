using System.Globalization;

namespace Crm.Contacts.Segments.Rules;

/// <summary>The values of a condition, checked against the operands of its operator: each is there and of its kind.</summary>
/// <param name="values">A text for texts and choices, a double for numbers, a <see cref="DateOnly"/>, a <see cref="TimeOnly"/>.</param>
public sealed class SegmentValues(IReadOnlyDictionary<string, object> values)
{
    /// <summary>A text or a choice.</summary>
    public string Text(string name) => (string)values[name];

    /// <summary>A number.</summary>
    public double Number(string name) => (double)values[name];

    /// <summary>A whole number.</summary>
    public int Whole(string name) => (int)Math.Floor(Number(name));

    /// <summary>A day.</summary>
    public DateOnly Day(string name) => (DateOnly)values[name];

    /// <summary>A time of day.</summary>
    public TimeOnly Time(string name) => (TimeOnly)values[name];

    /// <summary>As it is read in a sentence, in the reader's language.</summary>
    public string Shown(SegmentOperand operand) => values[operand.Name] switch
    {
        double number => number.ToString("#,0.######", CultureInfo.CurrentCulture),
        DateOnly day => day.ToString("d", CultureInfo.CurrentUICulture),
        TimeOnly time => time.ToString("t", CultureInfo.CurrentUICulture),
        string text when operand.Kind == OperandKind.Choice => operand.Choices.FirstOrDefault(choice => choice.Value == text)?.Text ?? text,
        var other => $"“{other}”",
    };
}
