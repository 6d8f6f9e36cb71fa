#include "vultus/catalog/document.hpp"

#include <fmt/format.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <istream>
#include <streambuf>

#include "vultus/base/text.hpp"

namespace vultus {

namespace {

struct Stop {};  // leaves the parser from within an event; caught in read_document, seen nowhere else

/// Characters of a line before a byte offset need the text; yaml-cpp counts bytes.
class Places {
 public:
  explicit Places(std::string_view text) : text_(text) {
    starts_.push_back(0);
    for (std::size_t i = 0; i < text.size(); ++i)
      if (text[i] == '\n') starts_.push_back(i + 1);
  }
  [[nodiscard]] std::pair<int, int> of(const YAML::Mark& mark) const {
    if (mark.line < 0) return {0, 0};
    const auto line = std::min(static_cast<std::size_t>(mark.line), starts_.size() - 1);
    return {static_cast<int>(line) + 1, characters_before(line, static_cast<std::size_t>(std::max(mark.column, 0))) + 1};
  }
  [[nodiscard]] std::pair<int, int> of_offset(std::size_t offset) const {
    const auto next = std::upper_bound(starts_.begin(), starts_.end(), offset);
    const auto line = static_cast<std::size_t>(next - starts_.begin()) - 1;
    return {static_cast<int>(line) + 1, code_points(text_.substr(starts_[line], offset - starts_[line])) + 1};
  }

 private:
  /// Marks come in the order of the text: counting goes on from the last one, so that one long line costs one pass.
  [[nodiscard]] int characters_before(std::size_t line, std::size_t bytes) const {
    if (line != last_line_ || bytes < last_bytes_) last_line_ = line, last_bytes_ = 0, last_count_ = 0;
    last_count_ += code_points(text_.substr(std::min(starts_[line] + last_bytes_, text_.size()), bytes - last_bytes_));
    last_bytes_ = bytes;
    return last_count_;
  }

  std::string_view text_;
  std::vector<std::size_t> starts_;
  mutable std::size_t last_line_ = 0, last_bytes_ = 0;
  mutable int last_count_ = 0;
};

class Builder : public YAML::EventHandler {
 public:
  Builder(const std::string& file, const Places& places, const DocumentLimits& limits, Document& document)
      : file_(file), places_(places), limits_(limits), document_(document) {}

  void OnDocumentStart(const YAML::Mark&) override {}
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    refuse_anchor(mark, anchor);
    TreeNode node = made(TreeNode::Kind::null, mark);
    done(std::move(node));
  }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override {
    fault(mark, "an alias (*name)", "the text itself written out; anchors and aliases are not read");
    throw Stop{};
  }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, const std::string& value) override {
    refuse_anchor(mark, anchor);
    const bool string_tag = tag == "tag:yaml.org,2002:str";
    if (!tag.empty() && tag != "?" && tag != "!" && !string_tag) refuse_tag(mark, tag);
    TreeNode node = made(TreeNode::Kind::scalar, mark);
    node.quoted = tag == "!" || string_tag;
    node.text = value;
    const bool null =
        !node.quoted && (value.empty() || value == "~" || value == "null" || value == "Null" || value == "NULL");
    if (null) node.kind = TreeNode::Kind::null;
    done(std::move(node));
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    open(TreeNode::Kind::sequence, mark, tag, anchor);
  }
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    open(TreeNode::Kind::mapping, mark, tag, anchor);
  }
  void OnMapEnd() override { close(); }

  void fault(const YAML::Mark& mark, std::string found, std::string allowed) {
    constexpr std::size_t most = 100;
    const auto [line, column] = places_.of(mark);
    if (document_.faults.size() < most)
      document_.faults.push_back({file_, line, column, on_one_line(path()), std::move(found), std::move(allowed)});
  }

 private:
  struct Open {
    TreeNode node;
    Key key;  // of a mapping: the key whose value comes next
    bool has_key = false;
    bool drop = false;  // the value belongs to a key that stood there before
  };

  TreeNode made(TreeNode::Kind kind, const YAML::Mark& mark) {
    if (++count_ > limits_.nodes) {
      fault(mark, fmt::format("more than {} values", limits_.nodes), "a shorter file");
      throw Stop{};
    }
    TreeNode node;
    node.kind = kind;
    std::tie(node.line, node.column) = places_.of(mark);
    return node;
  }

  void open(TreeNode::Kind kind, const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor) {
    refuse_anchor(mark, anchor);
    if (!tag.empty() && tag != "?" && tag != "!") refuse_tag(mark, tag);
    if (static_cast<int>(stack_.size()) >= limits_.depth) {
      fault(mark, fmt::format("lists and mappings nested more than {} deep", limits_.depth), "fewer levels");
      throw Stop{};
    }
    if (!stack_.empty() && stack_.back().node.kind == TreeNode::Kind::mapping && !stack_.back().has_key) {
      fault(mark, "a list or mapping as the name of a field", "a word");
      throw Stop{};
    }
    stack_.push_back({made(kind, mark), {}, false, false});
  }

  void close() {
    TreeNode node = std::move(stack_.back().node);
    stack_.pop_back();
    done(std::move(node));
  }

  void done(TreeNode&& node) {
    if (stack_.empty()) {
      document_.root = std::move(node);
      return;
    }
    Open& parent = stack_.back();
    if (parent.node.kind == TreeNode::Kind::sequence) {
      parent.node.items.push_back(std::move(node));
    } else if (!parent.has_key) {
      take_key(parent, node);
    } else {
      if (!parent.drop) {
        parent.node.keys.push_back(std::move(parent.key));
        parent.node.items.push_back(std::move(node));
      }
      parent.has_key = parent.drop = false;
    }
  }

  void take_key(Open& parent, const TreeNode& node) {
    const std::string name = node.kind == TreeNode::Kind::null ? "null" : node.text;
    const auto& keys = parent.node.keys;
    const auto same = std::find_if(keys.begin(), keys.end(), [&](const Key& key) { return key.name == name; });
    parent.drop = same != keys.end();
    if (parent.drop && document_.faults.size() < 100) {
      const std::string before = path();
      document_.faults.push_back({file_, node.line, node.column, on_one_line(before.empty() ? name : before + "." + name),
                                  fmt::format("the field {} a second time (first on line {})", in_quotes(name), same->line),
                                  "each field once"});
    }
    parent.key = {name, node.line, node.column};
    parent.has_key = true;
  }

  void refuse_anchor(const YAML::Mark& mark, YAML::anchor_t anchor) {
    if (anchor == 0) return;
    fault(mark, "an anchor (&name)", "the text itself written out; anchors and aliases are not read");
    throw Stop{};
  }
  void refuse_tag(const YAML::Mark& mark, const std::string& tag) { fault(mark, "the tag " + in_quotes(tag), "no tags"); }

  [[nodiscard]] std::string path() const {
    std::string result;
    for (const auto& open : stack_) {
      if (open.node.kind == TreeNode::Kind::sequence)
        result += fmt::format("[{}]", open.node.items.size());
      else if (open.has_key)
        result += (result.empty() ? "" : ".") + open.key.name;
    }
    return result;
  }

  const std::string& file_;
  const Places& places_;
  const DocumentLimits& limits_;
  Document& document_;
  std::vector<Open> stack_;
  std::size_t count_ = 0;
};

/// Whatever it hears, there is something there.
class Anything : public YAML::EventHandler {
 public:
  void OnDocumentStart(const YAML::Mark&) override { throw Stop{}; }
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark&, YAML::anchor_t) override {}
  void OnAlias(const YAML::Mark&, YAML::anchor_t) override {}
  void OnScalar(const YAML::Mark&, const std::string&, YAML::anchor_t, const std::string&) override {}
  void OnSequenceStart(const YAML::Mark&, const std::string&, YAML::anchor_t, YAML::EmitterStyle::value) override {}
  void OnSequenceEnd() override {}
  void OnMapStart(const YAML::Mark&, const std::string&, YAML::anchor_t, YAML::EmitterStyle::value) override {}
  void OnMapEnd() override {}
};

bool another_document(YAML::Parser& parser) {
  Anything anything;
  try {
    return parser.HandleNextDocument(anything);
  } catch (const Stop&) {
    return true;
  }
}

/// Reads from memory without copying.
class ViewBuffer : public std::streambuf {
 public:
  explicit ViewBuffer(std::string_view text) {
    char* start = const_cast<char*>(text.data());  // the get area is never written to
    setg(start, start, start + text.size());
  }
};

/// CRLF and lone CR as LF.
std::string with_line_feeds(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\r')
      result += text[i];
    else if (i + 1 == text.size() || text[i + 1] != '\n')
      result += '\n';
  }
  return result;
}

/// Lines that a tab indents: YAML forbids it and the parser's own words do not help.
bool refuse_tabs(std::string_view text, const std::string& file, Faults& faults) {
  constexpr std::size_t most = 10;
  int line = 1;
  for (std::size_t i = 0; i < text.size(); ++line) {
    const std::size_t end = std::min(text.find('\n', i), text.size());
    const auto content = text.substr(i, end - i);
    const auto first = std::min(content.find_first_not_of(" \t"), content.size());
    const auto tab = content.substr(0, first).find('\t');
    const bool blank = first == content.size() || content[first] == '#';
    if (tab != content.npos && !blank && faults.size() < most)
      faults.push_back({file, line, static_cast<int>(tab) + 1, "", "a tab in the indentation", "spaces"});
    i = end + 1;
  }
  return !faults.empty();
}

void parse(std::string_view text, const std::string& file, const Places& places, Builder& builder, Document& document) {
  ViewBuffer buffer(text);
  std::istream stream(&buffer);
  try {
    YAML::Parser parser(stream);
    if (!parser.HandleNextDocument(builder)) {
      document.faults.push_back({file, 1, 1, "", "an empty file", "a YAML text"});
      return;
    }
    document.readable = true;
    if (another_document(parser)) builder.fault({}, "a second document in the file (---)", "one document per file");
  } catch (const Stop&) {
    document.readable = false;
  } catch (const YAML::Exception& problem) {
    document.readable = false;
    const auto [line, column] = places.of(problem.mark);
    document.faults.push_back({file, line, column, "", "text that is not valid YAML: " + problem.msg, "valid YAML"});
  }
}

}  // namespace

const TreeNode* TreeNode::at(std::string_view name) const {
  for (std::size_t i = 0; i < keys.size(); ++i)
    if (keys[i].name == name) return &items[i];
  return nullptr;
}

std::string what_stands_there(const TreeNode& node) {
  switch (node.kind) {
    case TreeNode::Kind::null:
      return "nothing";
    case TreeNode::Kind::scalar:
      return in_quotes(node.text);
    case TreeNode::Kind::sequence:
      return "a list";
    case TreeNode::Kind::mapping:
      return "a mapping";
  }
  return "nothing";
}

Document read_document(std::string_view text, const std::string& file, const DocumentLimits& limits) {
  Document document;
  if (text.size() > limits.bytes) {
    document.faults.push_back(
        {file, 0, 0, "", "more than " + std::to_string(limits.bytes >> 10) + " KiB of text", "a shorter file"});
    return document;
  }
  if (const auto problem = encoding_problem(text)) {
    const auto [line, column] = problem->at == 0 ? std::pair{1, 1} : Places(text).of_offset(problem->at);
    document.faults.push_back({file, line, column, "", problem->found, problem->remedy});
    return document;
  }
  if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
  const std::string plain = text.find('\r') == text.npos ? std::string() : with_line_feeds(text);
  if (!plain.empty()) text = plain;
  if (refuse_tabs(text, file, document.faults)) return document;
  const Places places(text);
  Builder builder(file, places, limits, document);
  parse(text, file, places, builder, document);
  if (!document.readable && document.faults.empty())
    document.faults.push_back({file, 0, 0, "", "text that cannot be read", "valid YAML"});
  return document;
}

}  // namespace vultus
