namespace Crm.Privacy.Requests;

/// <summary>What somebody writes down of a request; the page's form and the API's body.</summary>
internal sealed class RequestForm
{
    /// <summary>Content item id of the person; blank when they were not found.</summary>
    public string? PersonId { get; set; }

    /// <summary>The name they gave, when they were not found.</summary>
    public string? PersonName { get; set; }

    /// <summary>One of <see cref="RequestCodes.Channels"/>.</summary>
    public string? Channel { get; set; } = "email";

    /// <summary>One of <see cref="RequestCodes.Rights"/>.</summary>
    public string? Asked { get; set; } = "access";

    /// <summary>The day it came; today when blank.</summary>
    public DateOnly? Received { get; set; }

    /// <summary>One of <see cref="RequestCodes.Proofs"/>.</summary>
    public string? Proof { get; set; } = "";

    /// <summary>User id of who sees to it; who writes it down when blank.</summary>
    public string? Owner { get; set; }

    /// <summary>What a stored request says.</summary>
    public static RequestForm Of(PrivacyRequest request) => new()
    {
        PersonId = request.PersonId, PersonName = request.PersonName, Channel = request.Channel, Asked = request.Asked, Received = request.Received, Proof = request.Proof, Owner = request.Owner,
    };
}

/// <summary>Something that was done about a request.</summary>
internal sealed class StepForm
{
    public string? Note { get; set; }

    /// <summary>The day it was done; today when blank.</summary>
    public DateOnly? Day { get; set; }
}

/// <summary>That it takes two months longer.</summary>
internal sealed class ExtensionForm
{
    /// <summary>Why, as the person was told.</summary>
    public string? Reason { get; set; }
}

/// <summary>The answer that closes a request.</summary>
internal sealed class ClosingForm
{
    /// <summary>One of <see cref="RequestCodes.Outcomes"/>.</summary>
    public string? Outcome { get; set; } = "granted";

    public string? Answer { get; set; }
}
