namespace Crm.Email.Compose;

/// <summary>A letter that must not be sent as it is: it would be refused by each server, or reach nobody.</summary>
/// <param name="code">As a server would answer: reply and enhanced code.</param>
/// <param name="sentence">Why, in the language of the moment.</param>
internal sealed class LetterRefusedException(string code, string sentence) : Exception(sentence)
{
    /// <summary>As <c>552 5.3.4</c>.</summary>
    public string Code { get; } = code;
}
