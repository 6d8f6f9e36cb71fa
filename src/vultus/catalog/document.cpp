#include "vultus/catalog/document.hpp"

#include <fmt/format.h>
#include <yaml.h>

#include <algorithm>
#include <new>
#include <tuple>
#include <utility>

#include "vultus/base/text.hpp"

namespace vultus {

namespace {

/// Line and column, from 1; libyaml counts both from 0, columns in characters.
std::pair<int, int> place_of(const yaml_mark_t& mark) { return {static_cast<int>(mark.line) + 1, static_cast<int>(mark.column) + 1}; }

std::pair<int, int> place_of_offset(std::string_view text, std::size_t offset) {
  const auto before = text.substr(0, offset);
  const auto start = before.rfind('\n') + 1;  // npos + 1 is 0
  return {static_cast<int>(std::count(before.begin(), before.end(), '\n')) + 1, code_points(before.substr(start)) + 1};
}

std::string_view view(const unsigned char* text) { return text == nullptr ? std::string_view() : reinterpret_cast<const char*>(text); }

/// Hears what the parser finds and builds the tree. Each event is answered with whether to go on.
class Builder {
 public:
  Builder(const std::string& file, const DocumentLimits& limits, Document& document) : file_(file), limits_(limits), document_(document) {}

  bool hear(const yaml_event_t& event) {
    const yaml_mark_t& mark = event.start_mark;
    switch (event.type) {
      case YAML_ALIAS_EVENT:
        fault(mark, "an alias (*name)", "the text itself written out; anchors and aliases are not read");
        return false;
      case YAML_SCALAR_EVENT:
        return scalar(event.data.scalar, mark);
      case YAML_SEQUENCE_START_EVENT:
        return open(TreeNode::Kind::sequence, mark, event.data.sequence_start.tag, event.data.sequence_start.anchor);
      case YAML_MAPPING_START_EVENT:
        return open(TreeNode::Kind::mapping, mark, event.data.mapping_start.tag, event.data.mapping_start.anchor);
      case YAML_SEQUENCE_END_EVENT:
      case YAML_MAPPING_END_EVENT:
        close();
        return true;
      default:
        return true;
    }
  }

  void fault(const yaml_mark_t& mark, std::string found, std::string allowed) {
    const auto [line, column] = place_of(mark);
    fault_at(line, column, path(), std::move(found), std::move(allowed));
  }

 private:
  struct Open {
    TreeNode node;
    Key key;  // of a mapping: the key whose value comes next
    bool has_key = false;
    bool drop = false;  // the value belongs to a key that stood there before
  };

  void fault_at(int line, int column, const std::string& path, std::string found, std::string allowed) {
    constexpr std::size_t most = 100;
    if (document_.faults.size() < most) document_.faults.push_back({file_, line, column, on_one_line(path), std::move(found), std::move(allowed)});
  }

  template <class Scalar>
  bool scalar(const Scalar& found, const yaml_mark_t& mark) {
    if (!without_anchor(mark, found.anchor)) return false;
    const auto tag = view(found.tag);
    const bool string_tag = tag == YAML_STR_TAG;
    if (!tag.empty() && tag != "!" && !string_tag) fault(mark, "the tag " + in_quotes(tag), "no tags");
    TreeNode node;
    if (!make(node, TreeNode::Kind::scalar, mark)) return false;
    node.quoted = found.style != YAML_PLAIN_SCALAR_STYLE || tag == "!" || string_tag;
    node.text.assign(reinterpret_cast<const char*>(found.value), found.length);
    const std::string& value = node.text;
    if (!node.quoted && (value.empty() || value == "~" || value == "null" || value == "Null" || value == "NULL")) node.kind = TreeNode::Kind::null;
    done(std::move(node));
    return true;
  }

  bool make(TreeNode& node, TreeNode::Kind kind, const yaml_mark_t& mark) {
    if (++count_ > limits_.nodes) {
      fault(mark, fmt::format("more than {} values", limits_.nodes), "a shorter file");
      return false;
    }
    node.kind = kind;
    std::tie(node.line, node.column) = place_of(mark);
    return true;
  }

  bool open(TreeNode::Kind kind, const yaml_mark_t& mark, const unsigned char* tag, const unsigned char* anchor) {
    if (!without_anchor(mark, anchor)) return false;
    if (const auto word = view(tag); !word.empty() && word != "!") fault(mark, "the tag " + in_quotes(word), "no tags");
    if (static_cast<int>(stack_.size()) >= limits_.depth) {
      fault(mark, fmt::format("lists and mappings nested more than {} deep", limits_.depth), "fewer levels");
      return false;
    }
    if (!stack_.empty() && stack_.back().node.kind == TreeNode::Kind::mapping && !stack_.back().has_key) {
      fault(mark, "a list or mapping as the name of a field", "a word");
      return false;
    }
    stack_.emplace_back();
    return make(stack_.back().node, kind, mark);
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
    if (parent.drop) {
      const std::string before = path();
      fault_at(node.line, node.column, before.empty() ? name : before + "." + name,
               fmt::format("the field {} a second time (first on line {})", in_quotes(name), same->line), "each field once");
    }
    parent.key = {name, node.line, node.column};
    parent.has_key = true;
  }

  bool without_anchor(const yaml_mark_t& mark, const unsigned char* anchor) {
    if (anchor != nullptr) fault(mark, "an anchor (&name)", "the text itself written out; anchors and aliases are not read");
    return anchor == nullptr;
  }

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
  const DocumentLimits& limits_;
  Document& document_;
  std::vector<Open> stack_;
  std::size_t count_ = 0;
};

/// libyaml's parser and its last event, freed whatever happens.
class Parser {
 public:
  explicit Parser(std::string_view text) {
    if (yaml_parser_initialize(&parser_) == 0) throw std::bad_alloc();
    yaml_parser_set_encoding(&parser_, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&parser_, reinterpret_cast<const unsigned char*>(text.data()), text.size());
  }
  Parser(const Parser&) = delete;
  Parser& operator=(const Parser&) = delete;
  ~Parser() {
    forget();
    yaml_parser_delete(&parser_);
  }

  /// The next event; nothing where the text is no YAML, problem() says why.
  const yaml_event_t* next() {
    forget();
    held_ = yaml_parser_parse(&parser_, &event_) != 0;
    return held_ ? &event_ : nullptr;
  }
  [[nodiscard]] std::pair<std::string, std::pair<int, int>> problem() const {
    if (parser_.error == YAML_MEMORY_ERROR) throw std::bad_alloc();
    std::string text = parser_.problem == nullptr ? "a character that cannot stand here" : parser_.problem;
    if (parser_.context != nullptr) text += fmt::format(" ({})", parser_.context);
    return {text, place_of(parser_.error == YAML_READER_ERROR ? parser_.mark : parser_.problem_mark)};
  }

 private:
  void forget() {
    if (held_) yaml_event_delete(&event_);
    held_ = false;
  }
  yaml_parser_t parser_{};
  yaml_event_t event_{};
  bool held_ = false;
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

void parse(std::string_view text, const std::string& file, Document& document, const DocumentLimits& limits) {
  Parser parser(text);
  Builder builder(file, limits, document);
  int documents = 0;
  while (const auto* event = parser.next()) {
    if (event->type == YAML_STREAM_END_EVENT) {
      document.readable = documents > 0;
      if (documents == 0) document.faults.push_back({file, 1, 1, "", "an empty file", "a YAML text"});
      return;
    }
    if (event->type == YAML_DOCUMENT_START_EVENT && ++documents == 2) {
      document.readable = true;
      builder.fault(event->start_mark, "a second document in the file (---)", "one document per file");
      return;
    }
    if (!builder.hear(*event)) return;
  }
  const auto [problem, place] = parser.problem();
  document.faults.push_back({file, place.first, place.second, "", "text that is not valid YAML: " + problem, "valid YAML"});
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
    const auto [line, column] = problem->at == 0 ? std::pair{1, 1} : place_of_offset(text, problem->at);
    document.faults.push_back({file, line, column, "", problem->found, problem->remedy});
    return document;
  }
  if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
  const std::string plain = text.find('\r') == text.npos ? std::string() : with_line_feeds(text);
  if (!plain.empty()) text = plain;
  if (refuse_tabs(text, file, document.faults)) return document;
  parse(text, file, document, limits);
  if (!document.readable && document.faults.empty())
    document.faults.push_back({file, 0, 0, "", "text that cannot be read", "valid YAML"});
  return document;
}

}  // namespace vultus
