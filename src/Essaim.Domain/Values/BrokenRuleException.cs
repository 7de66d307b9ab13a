namespace Essaim.Domain.Values;

/// <summary>
/// A rule of the field refuses the request. The message is a French sentence for the person who asked: what is wrong
/// and what to do. Nothing has been changed when it is thrown.
/// </summary>
/// <param name="cause">What the storage said, kept for the log; never shown.</param>
public sealed class BrokenRuleException(string message, Exception? cause = null) : Exception(message, cause);
